package main

import (
	"context"
	"encoding/json"
	"os"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"example.com/parcels/internal/tariff"
)

var prices = tariff.Tariff{Zones: []tariff.Zone{{Name: "near", Countries: []string{"FR"}, BaseCents: 100, PerKiloCents: 10}}}

func TestAnswersTheSampleEvent(t *testing.T) {
	var event events.APIGatewayV2HTTPRequest
	text, err := os.ReadFile("../../events/create-quote.json")
	if err == nil {
		err = json.Unmarshal(text, &event)
	}
	if err != nil {
		t.Fatal(err)
	}
	response, err := handler{prices}.handle(context.Background(), event)
	if want := `{"zone":"near","cents":120}`; err != nil || response.StatusCode != 200 || response.Body != want {
		t.Errorf("got %+v, %v", response, err)
	}
}

func TestSaysWhatIsWrong(t *testing.T) {
	for body, want := range map[string]string{
		``:                             `{"message":"the body is not a parcel"}`,
		`{"country":"FR"}`:             `{"message":"grams must be between 1 and 30000"}`,
		`{"country":"AQ","grams":100}`: `{"message":"parcels to \"AQ\" are not carried"}`,
	} {
		response, err := handler{prices}.handle(context.Background(), events.APIGatewayV2HTTPRequest{Body: body})
		if err != nil || response.StatusCode != 400 || response.Body != want {
			t.Errorf("%s: got %+v, %v", body, response, err)
		}
	}
}
