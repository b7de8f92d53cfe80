/* The channel to the parent, ForkedChild or Node: one line of JSON a message. Copy it with channel.c. */
#ifndef CHANNEL_H
#define CHANNEL_H

#include <stdbool.h>
#include <stddef.h>

struct channel {
    int descriptor;
    char *bytes; /* read, and not handed out yet: from begin to end */
    size_t begin, end, capacity;
};

/* Finds the channel; false if there is none that speaks JSON. To be called before the first fork. */
bool channel_open(struct channel *channel);

/* The next message as JSON text, valid until the next call; NULL when the parent has closed the channel. */
const char *channel_receive(struct channel *channel);

/* Writes a message of one line; false if the parent is gone. Waits until the parent has read what came before. */
bool channel_send(struct channel *channel, const char *json);

/* Closes this end: the parent reads what was sent, and then the end of file. */
void channel_disconnect(struct channel *channel);

#endif
