#define _POSIX_C_SOURCE 200809L

#include "channel.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

bool channel_open(struct channel *channel)
{
    const char *number = getenv("NODE_CHANNEL_FD");
    const char *mode = getenv("NODE_CHANNEL_SERIALIZATION_MODE");
    bool json = mode == NULL || *mode == '\0' || strcmp(mode, "json") == 0;
    if (number == NULL || !json || sscanf(number, "%d", &channel->descriptor) != 1) {
        fprintf(stderr, "no channel that speaks json: NODE_CHANNEL_FD=%s\n", number == NULL ? "" : number);
        return false;
    }
    /* A Node program that is told of a channel which it does not have aborts. */
    unsetenv("NODE_CHANNEL_FD");
    unsetenv("NODE_CHANNEL_SERIALIZATION_MODE");
    channel->begin = channel->end = 0;
    channel->capacity = 64 << 10;
    channel->bytes = malloc(channel->capacity);
    /* Processes that this one starts must not hold the channel: the parent would wait for their end, too. */
    return channel->bytes != NULL && fcntl(channel->descriptor, F_SETFD, FD_CLOEXEC) == 0;
}

/* Moves what is left of the last read to the front, and doubles the buffer if it is full nevertheless. */
static bool make_room(struct channel *channel)
{
    if (channel->begin > 0) {
        channel->end -= channel->begin;
        memmove(channel->bytes, channel->bytes + channel->begin, channel->end);
        channel->begin = 0;
    }
    if (channel->end < channel->capacity)
        return true;
    char *larger = realloc(channel->bytes, 2 * channel->capacity);
    if (larger == NULL)
        return false;
    channel->bytes = larger;
    channel->capacity *= 2;
    return true;
}

/* False at end of file. ECONNRESET is one, too: the parent has closed its end before it had read all. */
static bool read_more(struct channel *channel)
{
    ssize_t count;
    do {
        count = read(channel->descriptor, channel->bytes + channel->end, channel->capacity - channel->end);
    } while (count < 0 && errno == EINTR);
    if (count <= 0)
        return false;
    channel->end += (size_t) count;
    return true;
}

/* A read may bring half a line, or many. What has no newline at end of file is half a message, and no line. */
static const char *next_line(struct channel *channel)
{
    size_t searched = channel->begin;
    char *newline;
    while ((newline = memchr(channel->bytes + searched, '\n', channel->end - searched)) == NULL) {
        if (!make_room(channel))
            return NULL;
        searched = channel->end;
        if (!read_more(channel))
            return NULL;
    }
    const char *line = channel->bytes + channel->begin;
    *newline = '\0'; /* JSON has no other: inside a text it is written \u0000 */
    channel->begin = (size_t) (newline - channel->bytes) + 1;
    return line;
}

static bool starts_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* Parents write their own messages without blanks and with cmd first. */
static bool is_internal(const char *line)
{
    return starts_with(line, "{\"cmd\":\"NODE_") && !starts_with(line, "{\"cmd\":\"NODE_\"");
}

const char *channel_receive(struct channel *channel)
{
    const char *line;
    while ((line = next_line(channel)) != NULL && is_internal(line)) {
        /* Until it has an answer, the parent holds back all that it sends after a handle. */
        if (starts_with(line, "{\"cmd\":\"NODE_HANDLE\""))
            channel_send(channel, "{\"cmd\":\"NODE_HANDLE_NACK\"}");
    }
    return line;
}

/* A send may take a part only. Without MSG_NOSIGNAL, a parent that is gone would kill this process with SIGPIPE. */
static bool send_all(int descriptor, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t count = send(descriptor, bytes, length, MSG_NOSIGNAL);
        if (count < 0 && errno != EINTR)
            return false; /* EPIPE or ECONNRESET: the parent has closed its end */
        if (count > 0) {
            bytes += count;
            length -= (size_t) count;
        }
    }
    return true;
}

bool channel_send(struct channel *channel, const char *json)
{
    return send_all(channel->descriptor, json, strlen(json)) && send_all(channel->descriptor, "\n", 1);
}

void channel_disconnect(struct channel *channel)
{
    close(channel->descriptor);
    free(channel->bytes);
}
