// book answers POST /bookings.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"example.com/theatre/internal/bookings"
)

// Opened when the package is initialized, which happens only in functions with this handler.
var store = bookings.MustOpen()

func main() {
	lambda.Start(handle)
}

func handle(ctx context.Context, event events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	var booking bookings.Booking
	if err := json.Unmarshal([]byte(event.Body), &booking); err != nil || booking.Seat == "" || booking.Mail == "" {
		return answer(http.StatusBadRequest), nil
	}
	err := store.Book(ctx, booking)
	if errors.Is(err, bookings.ErrTaken) {
		return answer(http.StatusConflict), nil
	}
	if err != nil {
		slog.ErrorContext(ctx, "book", "error", err)
		return answer(http.StatusInternalServerError), nil
	}
	return answer(http.StatusCreated), nil
}

func answer(status int) events.APIGatewayV2HTTPResponse {
	return events.APIGatewayV2HTTPResponse{StatusCode: status, Body: http.StatusText(status)}
}
