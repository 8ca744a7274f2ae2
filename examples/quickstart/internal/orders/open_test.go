package orders_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"example.com/quickstart/internal/orders"
)

// The real client and a server that implements a small part of DynamoDB's protocol.
func TestOpenedStoreSpeaksDynamoDB(t *testing.T) {
	var calls []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var input struct {
			TableName string
			Key       map[string]map[string]string
		}
		if err := json.NewDecoder(r.Body).Decode(&input); err != nil || input.TableName != "orders-test" {
			t.Errorf("table %q, %v", input.TableName, err)
		}
		operation := r.Header.Get("X-Amz-Target")
		calls = append(calls, operation)
		w.Header().Set("Content-Type", "application/x-amz-json-1.0")
		switch {
		case operation == "DynamoDB_20120810.Scan":
			w.Write([]byte(`{"Count":2,"ScannedCount":2,"Items":[{"status":{"S":"new"}},{"status":{"S":"paid"}}]}`))
		case input.Key["id"]["S"] == "nothing":
			w.WriteHeader(http.StatusBadRequest)
			w.Write([]byte(`{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"no"}`))
		default:
			w.Write([]byte(`{}`))
		}
	}))
	defer server.Close()
	for name, value := range map[string]string{
		"TABLE_NAME":                "orders-test",
		"AWS_ENDPOINT_URL_DYNAMODB": server.URL,
		"AWS_REGION":                "eu-central-1",
		"AWS_ACCESS_KEY_ID":         "test",
		"AWS_SECRET_ACCESS_KEY":     "test",
	} {
		t.Setenv(name, value)
	}

	ctx := context.Background()
	store, err := orders.Open(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Create(ctx, orders.Request{Customer: "ada", AmountCents: 1, Currency: "EUR"}); err != nil {
		t.Error(err)
	}
	if err := store.Pay(ctx, orders.Payment{ID: "pay-1", OrderID: "order-1"}); err != nil {
		t.Error(err)
	}
	if err := store.Pay(ctx, orders.Payment{ID: "pay-2", OrderID: "nothing"}); !errors.Is(err, orders.ErrNotPayable) {
		t.Errorf("got %v", err)
	}
	if counts, err := store.Count(ctx); err != nil || counts[orders.New] != 1 || counts[orders.Paid] != 1 {
		t.Errorf("got %v, %v", counts, err)
	}
	if len(calls) != 4 {
		t.Errorf("calls %v", calls)
	}
}

func TestOpenWantsATable(t *testing.T) {
	t.Setenv("TABLE_NAME", "")
	if _, err := orders.Open(context.Background()); err == nil {
		t.Error("no error")
	}
}
