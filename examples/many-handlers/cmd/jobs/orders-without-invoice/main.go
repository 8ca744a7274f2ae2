// orders-without-invoice finds orders without an invoice.
package main

import (
	"time"

	"example.com/shop/internal/job"
	"example.com/shop/internal/shop"
)

func main() {
	job.Start("orders-without-invoice", find)
}

func find(_ time.Time) []string {
	found := []string{}
	invoiced := map[string]bool{}
	for _, invoice := range shop.Invoices.List() {
		invoiced[invoice.Order] = true
	}
	for _, order := range shop.Orders.List() {
		if !invoiced[order.ID] {
			found = append(found, order.ID)
		}
	}
	return found
}
