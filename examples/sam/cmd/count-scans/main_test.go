package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
)

func TestCountsTheSampleEvent(t *testing.T) {
	var event events.KinesisEvent
	text, err := os.ReadFile("../../events/count-scans.json")
	if err == nil {
		err = json.Unmarshal(text, &event)
	}
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	if err := count(event, time.UnixMilli(1_795_521_600_000), &log); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(log.String()), "\n")
	if len(lines) != 2 || !strings.Contains(lines[0], `"Depot":"BER","Scans":2,`) || !strings.Contains(lines[1], `"Depot":"unreadable","Scans":1,`) {
		t.Errorf("got %s", log.String())
	}
}
