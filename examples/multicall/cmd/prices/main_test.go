package main

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/aws/aws-lambda-go/events"
)

func TestAnswersWithAllPrices(t *testing.T) {
	response, err := handle(context.Background(), events.APIGatewayV2HTTPRequest{})
	var found map[string]int
	if err != nil || json.Unmarshal([]byte(response.Body), &found) != nil || found["circle"] != 32 {
		t.Errorf("got %v, %v", response, err)
	}
}
