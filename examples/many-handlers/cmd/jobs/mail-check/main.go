// mail-check finds customers with an invalid email address.
package main

import (
	"net/mail"
	"time"

	"example.com/shop/internal/job"
	"example.com/shop/internal/shop"
)

func main() {
	job.Start("mail-check", find)
}

func find(_ time.Time) []string {
	found := []string{}
	for _, customer := range shop.Customers.List() {
		if _, err := mail.ParseAddress(customer.Email); err != nil {
			found = append(found, customer.ID)
		}
	}
	return found
}
