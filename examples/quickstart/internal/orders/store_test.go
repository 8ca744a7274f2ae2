package orders_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"example.com/quickstart/internal/orders"
	"example.com/quickstart/internal/orders/orderstest"
)

func TestCreateStoresANewOrder(t *testing.T) {
	table := &orderstest.Table{}
	store := orders.NewStore(table, "orders")
	order, err := store.Create(context.Background(), orders.Request{Customer: "ada", AmountCents: 1250, Currency: "EUR"})
	if err != nil {
		t.Fatal(err)
	}
	if order.ID == "" || order.Status != orders.New || time.Since(order.CreatedAt) > time.Minute {
		t.Errorf("got %+v", order)
	}
	if table.Text(order.ID, "customer") != "ada" || table.Text(order.ID, "status") != "new" {
		t.Errorf("stored %v", table.Items)
	}
}

func TestPayIsDoneOnce(t *testing.T) {
	table := &orderstest.Table{}
	table.Add("order-1", "new")
	store := orders.NewStore(table, "orders")
	first := orders.Payment{ID: "pay-1", OrderID: "order-1"}
	for range 2 {
		if err := store.Pay(context.Background(), first); err != nil {
			t.Fatal(err)
		}
	}
	if table.Text("order-1", "status") != "paid" {
		t.Errorf("stored %v", table.Items)
	}
	for _, other := range []orders.Payment{{ID: "pay-2", OrderID: "order-1"}, {ID: "pay-3", OrderID: "nothing"}} {
		if err := store.Pay(context.Background(), other); !errors.Is(err, orders.ErrNotPayable) {
			t.Errorf("%+v: got %v", other, err)
		}
	}
}

func TestCountReadsAllPages(t *testing.T) {
	table := &orderstest.Table{}
	for _, id := range []string{"a", "b", "c", "d"} {
		table.Add(id, "new")
	}
	table.Add("e", "paid")
	counts, err := orders.NewStore(table, "orders").Count(context.Background())
	if err != nil || counts[orders.New] != 4 || counts[orders.Paid] != 1 {
		t.Errorf("got %v, %v", counts, err)
	}
}

func TestErrorsOfTheTableComeThrough(t *testing.T) {
	broken := errors.New("the table is on fire")
	store, ctx := orders.NewStore(&orderstest.Table{Err: broken}, "orders"), context.Background()
	_, createErr := store.Create(ctx, orders.Request{})
	_, countErr := store.Count(ctx)
	for _, err := range []error{createErr, countErr, store.Pay(ctx, orders.Payment{})} {
		if !errors.Is(err, broken) {
			t.Errorf("got %v", err)
		}
	}
}
