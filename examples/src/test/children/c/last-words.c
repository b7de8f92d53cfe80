/* Sends more than a socket holds, and exits at once with code 7. */
#define _POSIX_C_SOURCE 200809L

#include "channel.h"

#include <stdio.h>
#include <unistd.h>

int main(void)
{
    struct channel channel;
    char message[2000];
    if (!channel_open(&channel))
        return 1;
    for (int number = 0; number < 1000; number++) {
        snprintf(message, sizeof message, "{\"number\":%d,\"text\":\"%01000d\"}", number, 0);
        channel_send(&channel, message);
    }
    _exit(7);
}
