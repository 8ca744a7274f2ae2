// create-invoices answers POST /invoices.
package main

import (
	"github.com/aws/aws-lambda-go/lambda"

	"example.com/shop/internal/rest"
	"example.com/shop/internal/shop"
)

func main() {
	lambda.Start(rest.Create(shop.Invoices))
}
