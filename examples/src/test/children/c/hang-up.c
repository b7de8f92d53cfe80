/* Closes the channel after the first message, and runs on until its stdin ends. */
#include "channel.h"

#include <stdio.h>

int main(void)
{
    struct channel channel;
    const char *message;
    if (!channel_open(&channel) || (message = channel_receive(&channel)) == NULL)
        return 1;
    channel_send(&channel, message);
    channel_disconnect(&channel);
    while (getchar() != EOF) {
    }
    return 0;
}
