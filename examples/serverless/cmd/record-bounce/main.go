// record-bounce receives SES notifications about bounced emails.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

func main() {
	lambda.Start(handle)
}

type notification struct {
	Type   string `json:"notificationType"`
	Bounce struct {
		Type       string `json:"bounceType"`
		Recipients []struct {
			Address string `json:"emailAddress"`
		} `json:"bouncedRecipients"`
	} `json:"bounce"`
}

// handle returns the addresses that should not receive any more emails.
func handle(ctx context.Context, event events.SNSEvent) ([]string, error) {
	dead := []string{}
	for _, record := range event.Records {
		var message notification
		if err := json.Unmarshal([]byte(record.SNS.Message), &message); err != nil {
			return nil, fmt.Errorf("message %s: %w", record.SNS.MessageID, err)
		}
		// Ignore temporary bounces, such as a full mailbox.
		if message.Type != "Bounce" || message.Bounce.Type != "Permanent" {
			continue
		}
		for _, recipient := range message.Bounce.Recipients {
			slog.InfoContext(ctx, "record-bounce", "address", recipient.Address)
			dead = append(dead, recipient.Address)
		}
	}
	return dead, nil
}
