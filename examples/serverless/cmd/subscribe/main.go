// subscribe answers POST /subscriptions, sent by the form in functions/page.py.
package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"log"
	"log/slog"
	"net/http"
	"net/url"
	"os"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"example.com/newsletter/internal/list"
)

func main() {
	secret := os.Getenv("LINK_SECRET")
	if secret == "" {
		log.Fatal("LINK_SECRET is not set")
	}
	lambda.Start(handler{[]byte(secret)}.handle)
}

type handler struct{ secret []byte }

func (h handler) handle(ctx context.Context, event events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	body := event.Body
	if event.IsBase64Encoded {
		decoded, err := base64.StdEncoding.DecodeString(body)
		if err != nil {
			return answer(http.StatusBadRequest, "the body is not Base64")
		}
		body = string(decoded)
	}
	form, err := url.ParseQuery(body)
	if err != nil {
		return answer(http.StatusBadRequest, "the body is not a form")
	}
	address, err := list.Address(form.Get("email"))
	if err != nil {
		return answer(http.StatusBadRequest, err.Error())
	}
	// A real function would send an email; the example only logs its link.
	slog.InfoContext(ctx, "subscribe", "link", list.ConfirmationPath(address, h.secret))
	return answer(http.StatusAccepted, "please look for our mail")
}

func answer(status int, message string) (events.APIGatewayV2HTTPResponse, error) {
	text, err := json.Marshal(map[string]string{"message": message})
	return events.APIGatewayV2HTTPResponse{
		StatusCode: status,
		Headers:    map[string]string{"Content-Type": "application/json"},
		Body:       string(text),
	}, err
}
