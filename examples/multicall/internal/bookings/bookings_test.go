package bookings_test

import (
	"context"
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"example.com/theatre/internal/bookings"
)

// table is an in-memory table with the key "seat".
type table map[string]map[string]types.AttributeValue

func (t table) PutItem(_ context.Context, input *dynamodb.PutItemInput, _ ...func(*dynamodb.Options)) (*dynamodb.PutItemOutput, error) {
	seat := input.Item["seat"].(*types.AttributeValueMemberS).Value
	if _, taken := t[seat]; taken {
		return nil, &types.ConditionalCheckFailedException{}
	}
	t[seat] = input.Item
	return &dynamodb.PutItemOutput{}, nil
}

func (t table) DeleteItem(_ context.Context, input *dynamodb.DeleteItemInput, _ ...func(*dynamodb.Options)) (*dynamodb.DeleteItemOutput, error) {
	delete(t, input.Key["seat"].(*types.AttributeValueMemberS).Value)
	return &dynamodb.DeleteItemOutput{}, nil
}

func (t table) Scan(context.Context, *dynamodb.ScanInput, ...func(*dynamodb.Options)) (*dynamodb.ScanOutput, error) {
	output := &dynamodb.ScanOutput{}
	for _, item := range t {
		output.Items = append(output.Items, item)
	}
	return output, nil
}

func TestASeatIsBookedOnceUntilItIsCancelled(t *testing.T) {
	ctx := context.Background()
	store := bookings.NewStore(table{}, "bookings")
	booking := bookings.Booking{Seat: "A1", Mail: "ada@example.com"}
	if err := store.Book(ctx, booking); err != nil {
		t.Fatal(err)
	}
	if err := store.Book(ctx, booking); !errors.Is(err, bookings.ErrTaken) {
		t.Errorf("got %v", err)
	}
	if all, err := store.All(ctx); err != nil || len(all) != 1 || all[0] != booking {
		t.Errorf("got %v, %v", all, err)
	}
	if err := store.Cancel(ctx, "A1"); err != nil {
		t.Fatal(err)
	}
	if err := store.Book(ctx, booking); err != nil {
		t.Errorf("got %v", err)
	}
}
