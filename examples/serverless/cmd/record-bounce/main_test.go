package main

import (
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"
)

func TestPermanentBouncesAloneCount(t *testing.T) {
	var event events.SNSEvent
	text, err := os.ReadFile("../../events/record-bounce.json")
	if err == nil {
		err = json.Unmarshal(text, &event)
	}
	if err != nil {
		t.Fatal(err)
	}
	got, err := handle(context.Background(), event)
	if err != nil || strings.Join(got, " ") != "gone@example.com" {
		t.Errorf("got %v, %v", got, err)
	}
}
