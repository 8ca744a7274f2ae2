// remind-unpaid-invoices finds invoices past their due date.
package main

import (
	"time"

	"example.com/shop/internal/job"
	"example.com/shop/internal/shop"
)

func main() {
	job.Start("remind-unpaid-invoices", find)
}

func find(now time.Time) []string {
	found := []string{}
	for _, invoice := range shop.Invoices.List() {
		if !invoice.Paid && now.After(invoice.Due) {
			found = append(found, invoice.ID)
		}
	}
	return found
}
