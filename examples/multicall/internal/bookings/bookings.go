// Package bookings stores booked seats in a DynamoDB table.
package bookings

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"example.com/theatre/internal/required"
)

// ErrTaken is returned if a seat is already booked.
var ErrTaken = errors.New("the seat is taken")

// Table is the part of the DynamoDB client that a Store needs.
type Table interface {
	PutItem(context.Context, *dynamodb.PutItemInput, ...func(*dynamodb.Options)) (*dynamodb.PutItemOutput, error)
	DeleteItem(context.Context, *dynamodb.DeleteItemInput, ...func(*dynamodb.Options)) (*dynamodb.DeleteItemOutput, error)
	Scan(context.Context, *dynamodb.ScanInput, ...func(*dynamodb.Options)) (*dynamodb.ScanOutput, error)
}

// Store stores bookings in a table whose key is the string attribute "seat".
type Store struct {
	client Table
	table  string
}

// Booking is a seat, and the address of the person who booked it.
type Booking struct {
	Seat string `json:"seat"`
	Mail string `json:"mail"`
}

// MustOpen makes a Store for the table named by the variable TABLE_NAME, or ends the program.
func MustOpen() *Store {
	settings, err := config.LoadDefaultConfig(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	return NewStore(dynamodb.NewFromConfig(settings), required.Variable("TABLE_NAME"))
}

// NewStore makes a Store from an existing client.
func NewStore(client Table, table string) *Store {
	return &Store{client: client, table: table}
}

// Book books a seat, unless it is taken.
func (s *Store) Book(ctx context.Context, booking Booking) error {
	_, err := s.client.PutItem(ctx, &dynamodb.PutItemInput{
		TableName:           &s.table,
		ConditionExpression: aws.String("attribute_not_exists(seat)"),
		Item:                map[string]types.AttributeValue{"seat": text(booking.Seat), "mail": text(booking.Mail)},
	})
	var refused *types.ConditionalCheckFailedException
	if errors.As(err, &refused) {
		return fmt.Errorf("seat %s: %w", booking.Seat, ErrTaken)
	}
	return err
}

// Cancel makes a seat free again.
func (s *Store) Cancel(ctx context.Context, seat string) error {
	_, err := s.client.DeleteItem(ctx, &dynamodb.DeleteItemInput{
		TableName: &s.table,
		Key:       map[string]types.AttributeValue{"seat": text(seat)},
	})
	return err
}

// All returns all bookings.
func (s *Store) All(ctx context.Context) ([]Booking, error) {
	var all []Booking
	pages := dynamodb.NewScanPaginator(s.client, &dynamodb.ScanInput{TableName: &s.table})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for _, item := range page.Items {
			all = append(all, Booking{Seat: value(item["seat"]), Mail: value(item["mail"])})
		}
	}
	return all, nil
}

func text(value string) types.AttributeValue {
	return &types.AttributeValueMemberS{Value: value}
}

func value(attribute types.AttributeValue) string {
	if member, ok := attribute.(*types.AttributeValueMemberS); ok {
		return member.Value
	}
	return ""
}
