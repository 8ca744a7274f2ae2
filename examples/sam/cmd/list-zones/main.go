// list-zones answers GET /zones with the price list.
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
	text, err := json.Marshal(prices.Zones)
	if err != nil {
		log.Fatal(err)
	}
	lambda.Start(func(context.Context, events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
		return events.APIGatewayV2HTTPResponse{
			StatusCode: http.StatusOK,
			Headers:    map[string]string{"Content-Type": "application/json", "Cache-Control": "max-age=3600"},
			Body:       string(text),
		}, nil
	})
}
