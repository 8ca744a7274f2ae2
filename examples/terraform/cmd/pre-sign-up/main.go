// pre-sign-up allows sign-ups only with an email address of an allowed domain.
package main

import (
	"context"
	"errors"
	"log"
	"os"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"example.com/members/internal/members"
)

func main() {
	domains := members.ParseDomains(os.Getenv("DOMAINS"))
	if len(domains) == 0 {
		log.Fatal("DOMAINS is empty: every sign-up would fail")
	}
	lambda.Start(handler{domains}.handle)
}

type handler struct{ domains members.Domains }

// handle returns the event, as Cognito requires. Cognito shows an error to the user.
func (h handler) handle(_ context.Context, event events.CognitoEventUserPoolsPreSignup) (events.CognitoEventUserPoolsPreSignup, error) {
	if !h.domains.Has(event.Request.UserAttributes["email"]) {
		return event, errors.New("please sign up with the address of your company")
	}
	return event, nil
}
