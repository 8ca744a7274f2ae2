// create-quote answers POST /quotes with the price of a parcel.
package main

import (
	"context"
	"encoding/json"
	"log"
	"net/http"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"example.com/parcels/internal/tariff"
)

func main() {
	prices, err := tariff.Load()
	if err != nil {
		log.Fatal(err)
	}
	lambda.Start(handler{prices}.handle)
}

type handler struct{ prices tariff.Tariff }

func (h handler) handle(_ context.Context, event events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	var parcel tariff.Parcel
	if err := json.Unmarshal([]byte(event.Body), &parcel); err != nil {
		return answer(http.StatusBadRequest, map[string]string{"message": "the body is not a parcel"})
	}
	quote, err := h.prices.Quote(parcel)
	if err != nil {
		return answer(http.StatusBadRequest, map[string]string{"message": err.Error()})
	}
	return answer(http.StatusOK, quote)
}

func answer(status int, body any) (events.APIGatewayV2HTTPResponse, error) {
	text, err := json.Marshal(body)
	return events.APIGatewayV2HTTPResponse{
		StatusCode: status,
		Headers:    map[string]string{"Content-Type": "application/json"},
		Body:       string(text),
	}, err
}
