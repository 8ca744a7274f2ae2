// top-products counts the orders of each product.
package main

import (
	"fmt"
	"time"

	"example.com/shop/internal/job"
	"example.com/shop/internal/shop"
)

func main() {
	job.Start("top-products", find)
}

func find(_ time.Time) []string {
	found := []string{}
	counts := map[string]int{}
	for _, order := range shop.Orders.List() {
		for _, id := range order.Products {
			counts[id]++
		}
	}
	for _, product := range shop.Products.List() {
		found = append(found, fmt.Sprintf("%s: %d", product.ID, counts[product.ID]))
	}
	return found
}
