// data-check finds products that are no longer valid.
package main

import (
	"time"

	"example.com/shop/internal/job"
	"example.com/shop/internal/shop"
)

func main() {
	job.Start("data-check", find)
}

func find(_ time.Time) []string {
	found := []string{}
	for _, product := range shop.Products.List() {
		if err := product.Validate(); err != nil {
			found = append(found, product.ID+": "+err.Error())
		}
	}
	return found
}
