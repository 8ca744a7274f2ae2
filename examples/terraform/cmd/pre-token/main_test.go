package main

import (
	"context"
	"testing"

	"github.com/aws/aws-lambda-go/events"
)

func TestTheDomainIsAClaim(t *testing.T) {
	event := events.CognitoEventUserPoolsPreTokenGen{}
	event.Request.UserAttributes = map[string]string{"email": "ada@Example.com"}
	got, err := handle(context.Background(), event)
	if err != nil || got.Response.ClaimsOverrideDetails.ClaimsToAddOrOverride["domain"] != "example.com" {
		t.Errorf("got %+v, %v", got.Response, err)
	}
}
