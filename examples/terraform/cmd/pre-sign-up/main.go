// pre-sign-up lets people of the right domains sign up, and nobody else.
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
		log.Fatal("DOMAINS is empty: nobody could sign up")
	}
	lambda.Start(handler{domains}.handle)
}

type handler struct{ domains members.Domains }

// handle answers with the event, as Cognito wants it; an error is shown to whoever signs up.
func (h handler) handle(_ context.Context, event events.CognitoEventUserPoolsPreSignup) (events.CognitoEventUserPoolsPreSignup, error) {
	if !h.domains.Has(event.Request.UserAttributes["email"]) {
		return event, errors.New("please sign up with the address of your company")
	}
	return event, nil
}
