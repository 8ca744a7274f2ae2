// Package rest makes API Gateway handlers for the stores of a shop.
package rest

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/aws/aws-lambda-go/events"

	"example.com/shop/internal/shop"
)

// Handler is a function for lambda.Start.
type Handler func(context.Context, events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error)

// List returns all items.
func List[T shop.Item](store *shop.Store[T]) Handler {
	return func(context.Context, events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
		return answer(http.StatusOK, store.List())
	}
}

// Get returns the item with the {id} in the path.
func Get[T shop.Item](store *shop.Store[T]) Handler {
	return func(_ context.Context, event events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
		item, err := store.Get(event.PathParameters["id"])
		if err != nil {
			return failure(err)
		}
		return answer(http.StatusOK, item)
	}
}

// Create stores the item in the body, whose ID must be new.
func Create[T shop.Item](store *shop.Store[T]) Handler {
	return func(_ context.Context, event events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
		var item T
		if err := json.Unmarshal([]byte(event.Body), &item); err != nil {
			return failure(err)
		}
		if _, err := store.Get(item.Key()); err == nil {
			return answer(http.StatusConflict, problem{"an item with this id already exists"})
		}
		if err := store.Put(item); err != nil {
			return failure(err)
		}
		return answer(http.StatusCreated, item)
	}
}

// Update changes the item with the {id} in the path to the values in the body.
func Update[T shop.Item](store *shop.Store[T]) Handler {
	return func(_ context.Context, event events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
		item, err := store.Get(event.PathParameters["id"])
		if err != nil {
			return failure(err)
		}
		key := item.Key()
		if err := json.Unmarshal([]byte(event.Body), &item); err != nil {
			return failure(err)
		}
		if item.Key() != key {
			return answer(http.StatusBadRequest, problem{"an id cannot be changed"})
		}
		if err := store.Put(item); err != nil {
			return failure(err)
		}
		return answer(http.StatusOK, item)
	}
}

// Delete removes the item with the {id} in the path.
func Delete[T shop.Item](store *shop.Store[T]) Handler {
	return func(_ context.Context, event events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
		if err := store.Delete(event.PathParameters["id"]); err != nil {
			return failure(err)
		}
		return events.APIGatewayV2HTTPResponse{StatusCode: http.StatusNoContent}, nil
	}
}

type problem struct {
	Message string `json:"message"`
}

func failure(err error) (events.APIGatewayV2HTTPResponse, error) {
	if errors.Is(err, shop.ErrNotFound) {
		return answer(http.StatusNotFound, problem{err.Error()})
	}
	return answer(http.StatusBadRequest, problem{err.Error()})
}

func answer(status int, body any) (events.APIGatewayV2HTTPResponse, error) {
	text, err := json.Marshal(body)
	headers := map[string]string{"Content-Type": "application/json"}
	return events.APIGatewayV2HTTPResponse{StatusCode: status, Headers: headers, Body: string(text)}, err
}
