package main

import (
	"context"
	"encoding/json"
	"os"
	"testing"

	"github.com/aws/aws-lambda-go/events"
)

func TestAnswersTheSampleEvent(t *testing.T) {
	var event events.APIGatewayV2HTTPRequest
	text, err := os.ReadFile("../../events/subscribe.json")
	if err == nil {
		err = json.Unmarshal(text, &event)
	}
	if err != nil {
		t.Fatal(err)
	}
	response, err := handler{[]byte("secret")}.handle(context.Background(), event)
	if err != nil || response.StatusCode != 202 {
		t.Errorf("got %+v, %v", response, err)
	}
}

func TestSaysWhatIsWrong(t *testing.T) {
	for _, event := range []events.APIGatewayV2HTTPRequest{
		{Body: "email=ada"}, {Body: "%"}, {Body: ""}, {Body: "?", IsBase64Encoded: true},
	} {
		response, err := handler{}.handle(context.Background(), event)
		if err != nil || response.StatusCode != 400 {
			t.Errorf("%q: got %+v, %v", event.Body, response, err)
		}
	}
}
