package main

import (
	"context"
	"testing"

	"github.com/aws/aws-lambda-go/events"
)

func TestTheCodeIsInTheMail(t *testing.T) {
	event := events.CognitoEventUserPoolsCustomMessage{}
	event.Request.CodeParameter = "{####}"
	for source, want := range map[string]string{
		"CustomMessage_SignUp":              "Your code is {####}.",
		"CustomMessage_VerifyUserAttribute": "",
		"CustomMessage_ForgotPassword":      "Set it with the code {####}. If you did not ask for it, do nothing.",
	} {
		event.TriggerSource = source
		got, err := handle(context.Background(), event)
		if err != nil || got.Response.EmailMessage != want {
			t.Errorf("%s: got %+v, %v", source, got.Response, err)
		}
	}
}
