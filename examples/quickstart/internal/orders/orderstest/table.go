// Package orderstest has an in-memory table for tests.
package orderstest

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// Table has items by their ID. It does not parse expressions: it implements those that the store uses.
type Table struct {
	Items map[string]map[string]types.AttributeValue
	// Err, if set, is returned by every method.
	Err error
}

// Add adds an order with a status to the table.
func (t *Table) Add(id, status string) {
	if t.Items == nil {
		t.Items = map[string]map[string]types.AttributeValue{}
	}
	t.Items[id] = map[string]types.AttributeValue{
		"id":     &types.AttributeValueMemberS{Value: id},
		"status": &types.AttributeValueMemberS{Value: status},
	}
}

// Text returns a string attribute of an item, or "".
func (t *Table) Text(id, attribute string) string {
	return text(t.Items[id][attribute])
}

// PutItem fails if the table already has an item with the ID.
func (t *Table) PutItem(_ context.Context, input *dynamodb.PutItemInput, _ ...func(*dynamodb.Options)) (*dynamodb.PutItemOutput, error) {
	if t.Err != nil {
		return nil, t.Err
	}
	id := text(input.Item["id"])
	if _, taken := t.Items[id]; taken {
		return nil, &types.ConditionalCheckFailedException{}
	}
	t.Add(id, "")
	t.Items[id] = input.Item
	return &dynamodb.PutItemOutput{}, nil
}

// UpdateItem marks an order as paid if it is new or was paid by the same payment.
func (t *Table) UpdateItem(_ context.Context, input *dynamodb.UpdateItemInput, _ ...func(*dynamodb.Options)) (*dynamodb.UpdateItemOutput, error) {
	if t.Err != nil {
		return nil, t.Err
	}
	item, values := t.Items[text(input.Key["id"])], input.ExpressionAttributeValues
	isNew := text(item["status"]) == text(values[":new"])
	isSame := text(item["paymentId"]) == text(values[":payment"])
	if item == nil || !isNew && !isSame {
		return nil, &types.ConditionalCheckFailedException{}
	}
	item["status"], item["paymentId"] = values[":paid"], values[":payment"]
	return &dynamodb.UpdateItemOutput{}, nil
}

// Scan returns two items per page.
func (t *Table) Scan(_ context.Context, input *dynamodb.ScanInput, _ ...func(*dynamodb.Options)) (*dynamodb.ScanOutput, error) {
	if t.Err != nil {
		return nil, t.Err
	}
	ids := slices.Sorted(maps.Keys(t.Items))
	if last := text(input.ExclusiveStartKey["id"]); last != "" {
		at, found := slices.BinarySearch(ids, last)
		if !found {
			return nil, errors.New("ExclusiveStartKey is not in the table")
		}
		ids = ids[at+1:]
	}
	output := &dynamodb.ScanOutput{}
	for _, id := range ids[:min(2, len(ids))] {
		output.Items = append(output.Items, t.Items[id])
	}
	if len(ids) > 2 {
		output.LastEvaluatedKey = map[string]types.AttributeValue{"id": &types.AttributeValueMemberS{Value: ids[1]}}
	}
	return output, nil
}

func text(value types.AttributeValue) string {
	if member, ok := value.(*types.AttributeValueMemberS); ok {
		return member.Value
	}
	return ""
}
