package shop

import (
	"errors"
	"sort"
	"sync"
	"time"
)

// ErrNotFound is returned if the store has no item with an ID.
var ErrNotFound = errors.New("not found")

// Store keeps items of one kind in memory: an example that can be built and tried without a database.
type Store[T Item] struct {
	mutex sync.Mutex
	items map[string]T
}

// NewStore makes a Store with initial items.
func NewStore[T Item](items ...T) *Store[T] {
	store := &Store[T]{items: map[string]T{}}
	for _, item := range items {
		store.items[item.Key()] = item
	}
	return store
}

// List returns all items, sorted by ID.
func (s *Store[T]) List() []T {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	list := make([]T, 0, len(s.items))
	for _, item := range s.items {
		list = append(list, item)
	}
	sort.Slice(list, func(a, b int) bool { return list[a].Key() < list[b].Key() })
	return list
}

// Get returns the item with an ID, or ErrNotFound.
func (s *Store[T]) Get(id string) (T, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	item, found := s.items[id]
	if !found {
		return item, ErrNotFound
	}
	return item, nil
}

// Put stores an item and replaces any item with the same ID.
func (s *Store[T]) Put(item T) error {
	if err := item.Validate(); err != nil {
		return err
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.items[item.Key()] = item
	return nil
}

// Delete removes an item, or returns ErrNotFound.
func (s *Store[T]) Delete(id string) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if _, found := s.items[id]; !found {
		return ErrNotFound
	}
	delete(s.items, id)
	return nil
}

func day(text string) time.Time {
	parsed, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return parsed
}

// The initial content of the shop.
var (
	Customers = NewStore(
		Customer{"ada", "Ada", "ada@example.com", day("2026-11-20")},
		Customer{"bob", "Bob", "bob@example.com", day("2025-01-05")},
	)
	Products = NewStore(
		Product{"cup", "Cup", 900, 40},
		Product{"lamp", "Lamp", 4900, 2},
		Product{"tray", "Tray", 1900, 0},
	)
	Carts = NewStore(
		Cart{"c-1", "ada", []string{"cup"}, day("2026-11-23")},
		Cart{"c-2", "bob", []string{"lamp", "cup"}, day("2025-01-05")},
	)
	Orders = NewStore(
		Order{"o-1", "ada", []string{"cup", "tray"}, 2800, true, day("2026-11-21")},
		Order{"o-2", "bob", []string{"lamp"}, 4900, false, day("2026-10-01")},
	)
	Invoices = NewStore(
		Invoice{"i-1", "o-1", 1, day("2026-12-05"), true},
		Invoice{"i-3", "o-2", 3, day("2026-10-15"), false},
	)
)
