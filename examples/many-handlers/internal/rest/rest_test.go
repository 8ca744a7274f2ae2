package rest

import (
	"context"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"example.com/shop/internal/shop"
)

func TestHandlers(t *testing.T) {
	store := shop.NewStore(shop.Product{ID: "cup", Name: "Cup", PriceCents: 900})
	cases := []struct {
		name    string
		handler Handler
		id      string
		body    string
		status  int
	}{
		{"list", List(store), "", "", 200},
		{"get", Get(store), "cup", "", 200},
		{"get a missing item", Get(store), "mug", "", 404},
		{"create", Create(store), "", `{"id":"mug","name":"Mug"}`, 201},
		{"create again", Create(store), "", `{"id":"mug","name":"Mug"}`, 409},
		{"create without a name", Create(store), "", `{"id":"jug"}`, 400},
		{"create from invalid JSON", Create(store), "", `jug`, 400},
		{"update", Update(store), "cup", `{"stock":3}`, 200},
		{"update the id", Update(store), "cup", `{"id":"mug"}`, 400},
		{"delete", Delete(store), "mug", "", 204},
		{"delete again", Delete(store), "mug", "", 404},
	}
	for _, c := range cases {
		event := events.APIGatewayV2HTTPRequest{Body: c.body, PathParameters: map[string]string{"id": c.id}}
		response, err := c.handler(context.Background(), event)
		if err != nil || response.StatusCode != c.status {
			t.Errorf("%s: got %d %s, %v; want %d", c.name, response.StatusCode, response.Body, err, c.status)
		}
	}
}
