/* Sends every message back, until the parent closes the channel. */
#include "channel.h"

int main(void)
{
    struct channel channel;
    const char *message;
    if (!channel_open(&channel))
        return 1;
    while ((message = channel_receive(&channel)) != NULL)
        channel_send(&channel, message);
    return 0;
}
