package job

import (
	"context"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
)

func TestHandlerUsesTheTimeOfTheEvent(t *testing.T) {
	handler := Handler("dates", func(now time.Time) []string { return []string{now.Format(time.DateOnly)} })
	result, err := handler(context.Background(), events.EventBridgeEvent{Time: time.Date(2026, 11, 24, 2, 0, 0, 0, time.UTC)})
	if err != nil || result.Job != "dates" || len(result.Found) != 1 || result.Found[0] != "2026-11-24" {
		t.Errorf("got %v, %v", result, err)
	}
}
