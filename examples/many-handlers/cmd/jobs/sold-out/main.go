// sold-out finds orders that wait for a product that is out of stock.
package main

import (
	"time"

	"example.com/shop/internal/job"
	"example.com/shop/internal/shop"
)

func main() {
	job.Start("sold-out", find)
}

func find(_ time.Time) []string {
	found := []string{}
	for _, order := range shop.Orders.List() {
		for _, id := range order.Products {
			if product, err := shop.Products.Get(id); err == nil && product.Stock == 0 {
				found = append(found, order.ID+" waits for "+id)
			}
		}
	}
	return found
}
