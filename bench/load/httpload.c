/* httpload: GET requests over connections that stay open (RFC 9112), lengths checked, octets counted.
 *
 *   httpload -s SERVER_IP -p PORT -f /PATH -z OCTETS [-c CLIENTS] [-d SECONDS]
 *
 * CLIENTS connections fetch the file again and again for so many seconds; downloads that are under way then are cut
 * short: their octets count, their times do not. The octets themselves are thrown away inside the kernel (MSG_TRUNC),
 * so that the load stays cheaper than the servers; every answer must be 200 and have exactly OCTETS.
 *
 * Prints one line of JSON. Exit status: 0 when all answers were right, 1 otherwise, 2 for misuse.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define HEAD_ROOM 4096
#define MOST_AT_ONCE (4 << 20) /* octets thrown away by one call */

struct client {
	int fd; /* -1: broken */
	double began;
	int64_t left; /* octets of the body to come; -1 while the head is read */
	size_t head_length;
	char head[HEAD_ROOM + 1];
};

static struct sockaddr_in server = { .sin_family = AF_INET };
static const char *path;
static int64_t size = -1;
static uint32_t clients = 1;
static double seconds = 5;
static char request[1024];
static size_t request_length;
static int epoll_fd;
static uint64_t complete, failed, octets;
static double *times;
static size_t times_room;
static char first_problem[200];

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec * 1e-9;
}

static void fatal(const char *what)
{
	perror(what);
	exit(2);
}

static void misuse(void)
{
	fputs("httpload -s SERVER_IP -p PORT -f /PATH -z OCTETS [-c CLIENTS] [-d SECONDS]\n", stderr);
	exit(2);
}

static void fail(struct client *c, const char *problem)
{
	if (failed++ == 0)
		snprintf(first_problem, sizeof first_problem, "%s", problem);
	close(c->fd);
	c->fd = -1;
}

static void ask(struct client *c)
{
	c->began = now();
	c->left = -1;
	c->head_length = 0;
	if (send(c->fd, request, request_length, MSG_NOSIGNAL) != (ssize_t)request_length)
		fail(c, "the request could not be sent");
}

static void begin(struct client *c)
{
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = c };

	if ((c->fd = socket(AF_INET, SOCK_STREAM, 0)) < 0)
		fatal("socket");
	if (connect(c->fd, (struct sockaddr *)&server, sizeof server) < 0) {
		fail(c, "the connection was refused");
		return;
	}
	fcntl(c->fd, F_SETFL, O_NONBLOCK);
	if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, c->fd, &event) < 0)
		fatal("epoll_ctl");
	ask(c);
}

static void succeed(struct client *c)
{
	if (complete == times_room) {
		times_room = times_room ? 2 * times_room : 1024;
		if ((times = realloc(times, times_room * sizeof *times)) == NULL)
			fatal("realloc");
	}
	times[complete++] = now() - c->began;
	ask(c);
}

/* The head is peeked at first, so that exactly its octets are taken out of the stream. */
static void read_head(struct client *c)
{
	ssize_t got = recv(c->fd, c->head, HEAD_ROOM, MSG_PEEK);
	char *end, *length;

	if (got == 0)
		fail(c, "the server closed the connection");
	if (got < 0 && errno != EAGAIN)
		fail(c, strerror(errno));
	if (got <= 0)
		return;
	c->head[got] = 0;
	if ((end = strstr(c->head, "\r\n\r\n")) == NULL) {
		if (got == HEAD_ROOM)
			fail(c, "the head of the answer is too long");
		return;
	}
	end[2] = 0;
	length = strcasestr(c->head, "\r\ncontent-length:");
	if (strncmp(c->head, "HTTP/1.1 200", 12) != 0)
		fail(c, "an answer is not 200");
	else if (length == NULL || strtoll(length + 17, NULL, 10) != size)
		fail(c, "an answer has another length");
	else {
		recv(c->fd, c->head, end + 4 - c->head, 0);
		c->left = size;
	}
}

static void receive(struct client *c)
{
	if (c->fd >= 0 && c->left < 0)
		read_head(c);
	if (c->fd < 0 || c->left < 0)
		return;
	size_t wanted = c->left < MOST_AT_ONCE ? c->left : MOST_AT_ONCE;
	ssize_t got = wanted == 0 ? 0 : recv(c->fd, NULL, wanted, MSG_TRUNC);
	if (got < 0 && errno == EAGAIN)
		return;
	if (got < 0 || (got == 0 && wanted > 0)) {
		fail(c, got < 0 ? strerror(errno) : "the file ends too early");
		return;
	}
	octets += got;
	if ((c->left -= got) == 0)
		succeed(c);
}

static int by_size(const void *a, const void *b)
{
	double difference = *(const double *)a - *(const double *)b;
	return difference < 0 ? -1 : difference > 0;
}

static double percentile(double share)
{
	if (complete == 0)
		return 0;
	size_t at = complete * share;
	return 1000 * times[at < complete ? at : complete - 1];
}

int main(int argc, char **argv)
{
	struct epoll_event events[256];
	struct rusage used;
	int option, port = 80;

	while ((option = getopt(argc, argv, "s:p:f:z:c:d:")) != -1)
		switch (option) {
		case 's':
			if (inet_pton(AF_INET, optarg, &server.sin_addr) != 1)
				misuse();
			break;
		case 'p': port = atoi(optarg); break;
		case 'f': path = optarg; break;
		case 'z': size = atoll(optarg); break;
		case 'c': clients = atoi(optarg); break;
		case 'd': seconds = atof(optarg); break;
		default: misuse();
		}
	if (path == NULL || strlen(path) > 500 || size < 0 || server.sin_addr.s_addr == 0 || clients < 1)
		misuse();
	server.sin_port = htons(port);
	request_length = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: bench\r\n\r\n", path);
	epoll_fd = epoll_create1(0);
	struct client *all = calloc(clients, sizeof *all);
	double began = now(), until = began + seconds;
	for (uint32_t i = 0; i < clients; i++)
		begin(&all[i]);
	while (now() < until && failed < clients) {
		int count = epoll_wait(epoll_fd, events, 256, 10);
		for (int i = 0; i < count; i++)
			receive(events[i].data.ptr);
	}
	double took = now() - began;

	if (complete > 0)
		qsort(times, complete, sizeof *times, by_size);
	getrusage(RUSAGE_SELF, &used);
	double cpu = used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1e-6;
	printf("{\"megabytesPerSecond\":%.2f,\"seconds\":%.3f,\"complete\":%" PRIu64 ",\"failed\":%" PRIu64
	       ",\"octets\":%" PRIu64 ",\"p50Ms\":%.2f,\"p99Ms\":%.2f,\"cpuSeconds\":%.2f,\"firstProblem\":\"%s\"}\n",
	       octets / took / 1e6, took, complete, failed, octets, percentile(0.5), percentile(0.99), cpu, first_problem);
	return failed > 0 || octets == 0;
}
