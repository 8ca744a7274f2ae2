// expire-carts finds carts that have not changed for a week.
package main

import (
	"time"

	"example.com/shop/internal/job"
	"example.com/shop/internal/shop"
)

func main() {
	job.Start("expire-carts", find)
}

func find(now time.Time) []string {
	found := []string{}
	for _, cart := range shop.Carts.List() {
		if now.Sub(cart.Changed) > 7*24*time.Hour {
			found = append(found, cart.ID)
		}
	}
	return found
}
