// record-bounce hears from SES of mails that came back.
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

// handle names the addresses that no mail should go to any more.
func handle(ctx context.Context, event events.SNSEvent) ([]string, error) {
	dead := []string{}
	for _, record := range event.Records {
		var message notification
		if err := json.Unmarshal([]byte(record.SNS.Message), &message); err != nil {
			return nil, fmt.Errorf("message %s: %w", record.SNS.MessageID, err)
		}
		// A full mailbox is emptied one day; only what is permanent counts.
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
