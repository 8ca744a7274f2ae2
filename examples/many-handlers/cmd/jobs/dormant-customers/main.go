// dormant-customers finds customers who have not been seen for a year.
package main

import (
	"time"

	"example.com/shop/internal/job"
	"example.com/shop/internal/shop"
)

func main() {
	job.Start("dormant-customers", find)
}

func find(now time.Time) []string {
	found := []string{}
	for _, customer := range shop.Customers.List() {
		if customer.LastSeen.AddDate(1, 0, 0).Before(now) {
			found = append(found, customer.Email)
		}
	}
	return found
}
