// Package shop has the types and stores that the handlers share.
package shop

import (
	"errors"
	"time"
)

// Item is an object in the shop, such as an order.
type Item interface {
	// Key returns the ID of the item.
	Key() string
	// Validate returns an error if the item is invalid.
	Validate() error
}

type Customer struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Email    string    `json:"email"`
	LastSeen time.Time `json:"lastSeen"`
}

type Product struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	PriceCents int64  `json:"priceCents"`
	Stock      int    `json:"stock"`
}

type Cart struct {
	ID       string    `json:"id"`
	Customer string    `json:"customer"`
	Products []string  `json:"products"`
	Changed  time.Time `json:"changed"`
}

type Order struct {
	ID         string    `json:"id"`
	Customer   string    `json:"customer"`
	Products   []string  `json:"products"`
	TotalCents int64     `json:"totalCents"`
	Paid       bool      `json:"paid"`
	Placed     time.Time `json:"placed"`
}

type Invoice struct {
	ID     string    `json:"id"`
	Order  string    `json:"order"`
	Number int       `json:"number"`
	Due    time.Time `json:"due"`
	Paid   bool      `json:"paid"`
}

func (c Customer) Key() string { return c.ID }
func (p Product) Key() string  { return p.ID }
func (c Cart) Key() string     { return c.ID }
func (o Order) Key() string    { return o.ID }
func (i Invoice) Key() string  { return i.ID }

func (c Customer) Validate() error {
	return first(c.ID == "", "id is missing", c.Name == "", "name is missing", c.Email == "", "email is missing")
}

func (p Product) Validate() error {
	return first(p.ID == "", "id is missing", p.Name == "", "name is missing", p.PriceCents < 0, "priceCents is negative",
		p.Stock < 0, "stock is negative")
}

func (c Cart) Validate() error {
	return first(c.ID == "", "id is missing", c.Customer == "", "customer is missing")
}

func (o Order) Validate() error {
	return first(o.ID == "", "id is missing", o.Customer == "", "customer is missing", len(o.Products) == 0,
		"products are missing", o.TotalCents < 0, "totalCents is negative")
}

func (i Invoice) Validate() error {
	return first(i.ID == "", "id is missing", i.Order == "", "order is missing", i.Number <= 0, "number is not positive")
}

// first takes pairs of a condition and a message, and returns the message of the first condition that is true.
func first(pairs ...any) error {
	for at := 0; at < len(pairs); at += 2 {
		if pairs[at].(bool) {
			return errors.New(pairs[at+1].(string))
		}
	}
	return nil
}
