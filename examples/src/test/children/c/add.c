/* Answers a list of whole numbers, such as [1,2,39], with their sum, until the parent closes the channel. */
#include "channel.h"

#include <stdio.h>
#include <stdlib.h>

static long long sum_of(const char *list)
{
    long long sum = 0;
    char *rest = (char *) list;
    while (*rest == '[' || *rest == ',')
        sum += strtoll(rest + 1, &rest, 10);
    return sum;
}

int main(void)
{
    struct channel channel;
    const char *numbers;
    char sum[32];
    if (!channel_open(&channel))
        return 1;
    while ((numbers = channel_receive(&channel)) != NULL) {
        snprintf(sum, sizeof sum, "%lld", sum_of(numbers));
        channel_send(&channel, sum);
    }
    return 0;
}
