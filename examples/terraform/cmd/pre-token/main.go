// pre-token adds the member's domain to the token.
package main

import (
	"context"
	"strings"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

func main() {
	lambda.Start(handle)
}

func handle(_ context.Context, event events.CognitoEventUserPoolsPreTokenGen) (events.CognitoEventUserPoolsPreTokenGen, error) {
	_, domain, found := strings.Cut(event.Request.UserAttributes["email"], "@")
	if found {
		event.Response.ClaimsOverrideDetails.ClaimsToAddOrOverride = map[string]string{"domain": strings.ToLower(domain)}
	}
	return event, nil
}
