// create-order answers POST /orders.
package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"log"
	"log/slog"
	"net/http"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"example.com/quickstart/internal/build"
	"example.com/quickstart/internal/orders"
)

func main() {
	store, err := orders.Open(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	lambda.Start(handler{store}.handle)
}

type handler struct{ store *orders.Store }

func (h handler) handle(ctx context.Context, event events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	body := event.Body
	if event.IsBase64Encoded {
		decoded, err := base64.StdEncoding.DecodeString(body)
		if err != nil {
			return answer(http.StatusBadRequest, problem{"the body is not Base64"})
		}
		body = string(decoded)
	}
	request, err := orders.ParseRequest(body)
	if err != nil {
		return answer(http.StatusBadRequest, problem{err.Error()})
	}
	order, err := h.store.Create(ctx, request)
	if err != nil {
		// Internal errors go to the log, not to the customer.
		slog.ErrorContext(ctx, "create-order", "error", err)
		return answer(http.StatusInternalServerError, problem{"the order could not be stored"})
	}
	return answer(http.StatusCreated, order)
}

type problem struct {
	Message string `json:"message"`
}

func answer(status int, body any) (events.APIGatewayV2HTTPResponse, error) {
	text, err := json.Marshal(body)
	return events.APIGatewayV2HTTPResponse{
		StatusCode: status,
		Headers:    map[string]string{"Content-Type": "application/json", "X-Version": build.Version},
		Body:       string(text),
	}, err
}
