// Package orders has the code that the handlers share: orders, their rules and the table that stores them.
package orders

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// Status is the state of an order.
type Status string

const (
	New  Status = "new"
	Paid Status = "paid"
)

// Request is a customer's request to place an order.
type Request struct {
	Customer    string `json:"customer"`
	AmountCents int64  `json:"amountCents"`
	Currency    string `json:"currency"`
}

// Order is an accepted request.
type Order struct {
	ID          string    `json:"id"`
	Customer    string    `json:"customer"`
	AmountCents int64     `json:"amountCents"`
	Currency    string    `json:"currency"`
	Status      Status    `json:"status"`
	CreatedAt   time.Time `json:"createdAt"`
}

// ParseRequest reads a request from JSON. Its error can be shown to the customer.
func ParseRequest(body string) (Request, error) {
	var request Request
	if err := decodeStrictly(body, &request); err != nil {
		return Request{}, err
	}
	return request, request.validate()
}

func (r Request) validate() error {
	var problems []string
	if strings.TrimSpace(r.Customer) == "" {
		problems = append(problems, "customer is missing")
	}
	if r.AmountCents <= 0 {
		problems = append(problems, "amountCents must be greater than 0")
	}
	if r.Currency != "EUR" && r.Currency != "USD" {
		problems = append(problems, fmt.Sprintf("currency must be EUR or USD, not %q", r.Currency))
	}
	if len(problems) == 0 {
		return nil
	}
	return errors.New(strings.Join(problems, "; "))
}

// Payment is a notification from the payment provider about an order.
type Payment struct {
	ID      string `json:"paymentId"`
	OrderID string `json:"orderId"`
}

// ParsePayment reads a payment from JSON.
func ParsePayment(body string) (Payment, error) {
	var payment Payment
	if err := json.Unmarshal([]byte(body), &payment); err != nil {
		return Payment{}, fmt.Errorf("the message is not a payment: %w", err)
	}
	if payment.ID == "" || payment.OrderID == "" {
		return Payment{}, errors.New("the message has no paymentId or no orderId")
	}
	return payment, nil
}

func decodeStrictly(body string, into any) error {
	decoder := json.NewDecoder(strings.NewReader(body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		if errors.Is(err, io.EOF) {
			return errors.New("the body is empty")
		}
		return fmt.Errorf("the body is not an order: %s", strings.TrimPrefix(err.Error(), "json: "))
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("the body holds more than one JSON value")
	}
	return nil
}
