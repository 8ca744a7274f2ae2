package main

import (
	"context"
	"encoding/json"
	"os"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"example.com/members/internal/members"
)

func TestTheSampleEventMaySignUp(t *testing.T) {
	var event events.CognitoEventUserPoolsPreSignup
	text, err := os.ReadFile("../../events/pre-sign-up.json")
	if err == nil {
		err = json.Unmarshal(text, &event)
	}
	if err != nil {
		t.Fatal(err)
	}
	for domain, allowed := range map[string]bool{"example.com": true, "example.org": false} {
		if _, err := (handler{members.Domains{domain}}).handle(context.Background(), event); (err == nil) != allowed {
			t.Errorf("%s: got %v", domain, err)
		}
	}
}
