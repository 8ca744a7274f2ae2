package orders

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// ErrNotPayable is returned if the order does not exist or was paid by a different payment.
var ErrNotPayable = errors.New("no order is waiting for this payment")

// Table is the part of the DynamoDB client that a Store needs.
type Table interface {
	PutItem(context.Context, *dynamodb.PutItemInput, ...func(*dynamodb.Options)) (*dynamodb.PutItemOutput, error)
	UpdateItem(context.Context, *dynamodb.UpdateItemInput, ...func(*dynamodb.Options)) (*dynamodb.UpdateItemOutput, error)
	Scan(context.Context, *dynamodb.ScanInput, ...func(*dynamodb.Options)) (*dynamodb.ScanOutput, error)
}

// Store stores orders in a DynamoDB table whose key is the string attribute "id".
type Store struct {
	client Table
	table  string
	now    func() time.Time
	newID  func() string
}

// Open makes a Store for the table named by the variable TABLE_NAME. Call it before lambda.Start, so that a function
// creates its client once and not for every event.
//
// The SDK configures region, credentials and endpoint; AWS_ENDPOINT_URL_DYNAMODB sets a different server.
func Open(ctx context.Context) (*Store, error) {
	table := os.Getenv("TABLE_NAME")
	if table == "" {
		return nil, errors.New("the variable TABLE_NAME is not set")
	}
	settings, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, fmt.Errorf("AWS configuration: %w", err)
	}
	return NewStore(dynamodb.NewFromConfig(settings), table), nil
}

// NewStore makes a Store from an existing client.
func NewStore(client Table, table string) *Store {
	return &Store{client: client, table: table, now: time.Now, newID: rand.Text}
}

// Create gives a request an ID and stores it as a new order.
func (s *Store) Create(ctx context.Context, request Request) (Order, error) {
	order := Order{
		ID:          s.newID(),
		Customer:    request.Customer,
		AmountCents: request.AmountCents,
		Currency:    request.Currency,
		Status:      New,
		CreatedAt:   s.now().UTC().Truncate(time.Second),
	}
	_, err := s.client.PutItem(ctx, &dynamodb.PutItemInput{
		TableName:           &s.table,
		ConditionExpression: aws.String("attribute_not_exists(id)"),
		Item: map[string]types.AttributeValue{
			"id":          text(order.ID),
			"customer":    text(order.Customer),
			"amountCents": &types.AttributeValueMemberN{Value: strconv.FormatInt(order.AmountCents, 10)},
			"currency":    text(order.Currency),
			"status":      text(string(order.Status)),
			"createdAt":   text(order.CreatedAt.Format(time.RFC3339)),
		},
	})
	if err != nil {
		return Order{}, fmt.Errorf("storing an order: %w", err)
	}
	return order, nil
}

// Pay marks an order as paid. SQS may deliver a payment twice; the second time changes nothing.
func (s *Store) Pay(ctx context.Context, payment Payment) error {
	_, err := s.client.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName:           &s.table,
		Key:                 map[string]types.AttributeValue{"id": text(payment.OrderID)},
		UpdateExpression:    aws.String("SET #status = :paid, paymentId = :payment"),
		ConditionExpression: aws.String("#status = :new OR paymentId = :payment"),
		// "status" is one of DynamoDB's reserved words.
		ExpressionAttributeNames: map[string]string{"#status": "status"},
		ExpressionAttributeValues: map[string]types.AttributeValue{
			":new":     text(string(New)),
			":paid":    text(string(Paid)),
			":payment": text(payment.ID),
		},
	})
	var refused *types.ConditionalCheckFailedException
	if errors.As(err, &refused) {
		return fmt.Errorf("order %s, payment %s: %w", payment.OrderID, payment.ID, ErrNotPayable)
	}
	if err != nil {
		return fmt.Errorf("paying order %s: %w", payment.OrderID, err)
	}
	return nil
}

// Count counts the orders of each status.
func (s *Store) Count(ctx context.Context) (map[Status]int, error) {
	counts := map[Status]int{}
	pages := dynamodb.NewScanPaginator(s.client, &dynamodb.ScanInput{
		TableName:                &s.table,
		ProjectionExpression:     aws.String("#status"),
		ExpressionAttributeNames: map[string]string{"#status": "status"},
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, fmt.Errorf("counting orders: %w", err)
		}
		for _, item := range page.Items {
			if status, ok := item["status"].(*types.AttributeValueMemberS); ok {
				counts[Status(status.Value)]++
			}
		}
	}
	return counts, nil
}

func text(value string) types.AttributeValue {
	return &types.AttributeValueMemberS{Value: value}
}
