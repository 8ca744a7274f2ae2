// revenue adds up the payments in the month of the event.
package main

import (
	"fmt"
	"time"

	"example.com/shop/internal/job"
	"example.com/shop/internal/shop"
)

func main() {
	job.Start("revenue", find)
}

func find(now time.Time) []string {
	found := []string{}
	total := int64(0)
	for _, order := range shop.Orders.List() {
		if order.Paid && order.Placed.Format("2006-01") == now.Format("2006-01") {
			total += order.TotalCents
		}
	}
	found = append(found, fmt.Sprintf("%d.%02d", total/100, total%100))
	return found
}
