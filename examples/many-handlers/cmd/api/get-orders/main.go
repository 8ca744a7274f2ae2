// get-orders answers GET /orders/{id}.
package main

import (
	"github.com/aws/aws-lambda-go/lambda"

	"example.com/shop/internal/rest"
	"example.com/shop/internal/shop"
)

func main() {
	lambda.Start(rest.Get(shop.Orders))
}
