// cancel-unpaid-orders finds orders that have not been paid within 30 days.
package main

import (
	"time"

	"example.com/shop/internal/job"
	"example.com/shop/internal/shop"
)

func main() {
	job.Start("cancel-unpaid-orders", find)
}

func find(now time.Time) []string {
	found := []string{}
	for _, order := range shop.Orders.List() {
		if !order.Paid && now.Sub(order.Placed) > 30*24*time.Hour {
			found = append(found, order.ID)
		}
	}
	return found
}
