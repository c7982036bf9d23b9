/* SPDX-License-Identifier: Apache-2.0 */
/* Doubly linked lists through what is listed; oldest first. A link is in one list at most. */
#ifndef FG_SERVER_LIST_H
#define FG_SERVER_LIST_H

#include <stdbool.h>
#include <stddef.h>

typedef struct fg_node {
    struct fg_node *prev;
    struct fg_node *next; /* NULL: in no list */
} fg_node;

typedef struct fg_list {
    fg_node ends; /* prev: newest, next: oldest */
} fg_list;

static inline void fg_list_init(fg_list *list)
{
    list->ends.prev = &list->ends;
    list->ends.next = &list->ends;
}

static inline bool fg_list_is_empty(const fg_list *list)
{
    return list->ends.next == &list->ends;
}

static inline bool fg_node_is_listed(const fg_node *node)
{
    return node->next != NULL;
}

static inline void fg_list_remove(fg_node *node)
{
    if (node->next) {
        node->prev->next = node->next;
        node->next->prev = node->prev;
        node->prev = NULL;
        node->next = NULL;
    }
}

/* Puts node at the end, out of any list that it was in. */
static inline void fg_list_add(fg_list *list, fg_node *node)
{
    fg_list_remove(node);
    node->prev = list->ends.prev;
    node->next = &list->ends;
    node->prev->next = node;
    list->ends.prev = node;
}

/* The oldest; NULL when empty. */
static inline fg_node *fg_list_first(const fg_list *list)
{
    return fg_list_is_empty(list) ? NULL : list->ends.next;
}

/* What node is a member of. */
#define FG_OF(node, type, member) ((type *)(void *)((char *)(node)-offsetof(type, member)))

#endif
