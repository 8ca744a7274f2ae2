// custom-message writes the emails that Cognito sends.
package main

import (
	"context"
	"fmt"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

func main() {
	lambda.Start(handle)
}

func handle(_ context.Context, event events.CognitoEventUserPoolsCustomMessage) (events.CognitoEventUserPoolsCustomMessage, error) {
	// Cognito replaces the parameter with the code. Other messages keep Cognito's text.
	switch event.TriggerSource {
	case "CustomMessage_SignUp", "CustomMessage_ResendCode":
		event.Response.EmailSubject = "Welcome"
		event.Response.EmailMessage = fmt.Sprintf("Your code is %s.", event.Request.CodeParameter)
	case "CustomMessage_ForgotPassword":
		event.Response.EmailSubject = "Your new password"
		event.Response.EmailMessage = fmt.Sprintf("Set it with the code %s. If you did not ask for it, do nothing.", event.Request.CodeParameter)
	}
	return event, nil
}
