// invoice-gaps finds missing invoice numbers.
package main

import (
	"fmt"
	"time"

	"example.com/shop/internal/job"
	"example.com/shop/internal/shop"
)

func main() {
	job.Start("invoice-gaps", find)
}

func find(_ time.Time) []string {
	found := []string{}
	last := 0
	for _, invoice := range shop.Invoices.List() {
		for number := last + 1; number < invoice.Number; number++ {
			found = append(found, fmt.Sprint(number))
		}
		last = invoice.Number
	}
	return found
}
