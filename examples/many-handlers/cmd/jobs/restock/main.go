// restock finds products with low stock.
package main

import (
	"fmt"
	"time"

	"example.com/shop/internal/job"
	"example.com/shop/internal/shop"
)

func main() {
	job.Start("restock", find)
}

func find(_ time.Time) []string {
	found := []string{}
	for _, product := range shop.Products.List() {
		if product.Stock < 5 {
			found = append(found, fmt.Sprintf("%s: %d left", product.Name, product.Stock))
		}
	}
	return found
}
