/* tftpload: TFTP read requests (RFC 1350, 2347-2349, 7440), every octet compared with a local copy of the file.
 *
 *   tftpload -s SERVER_IP -f NAME -r LOCAL_COPY [-p PORT] [-c CLIENTS] [-n TRANSFERS | -d SECONDS]
 *            [-b BLKSIZE] [-w WINDOWSIZE] [-t TIMEOUT_MS]
 *
 * CLIENTS transfers run at any time, each on a socket of its own, as boot ROMs do; a client that is done begins the
 * next one. With -n it ends when so many are complete; with -d after so many seconds, and transfers that are still
 * under way are ended with an ERROR: their octets count, their times do not. A client without progress for TIMEOUT_MS
 * sends its last packet again, ten times at most.
 *
 * Prints one line of JSON. `repeated` are blocks that came although the client had them, `gaps` blocks that came too
 * early: on a wire without loss each of them is the server's doing. Exit status: 0 when all transfers were right,
 * 1 otherwise, 2 for misuse.
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
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum opcode { RRQ = 1, DATA = 3, ACK = 4, ERROR = 5, OACK = 6 };

#define DEFAULT_BLOCK 512
#define LARGEST_BLOCK 65464
#define MOST_RECEIVED 64 /* packets per call */
#define RECEIVE_BUFFER (1 << 20)
#define MOST_TRIES 10
#define LOOK_SECONDS 0.02 /* how often deadlines are looked at */

struct client {
	int fd; /* -1: nothing under way */
	int connected; /* the server's transfer identifier is known */
	uint32_t block_size, window;
	uint64_t next; /* block that is wanted, counted without end */
	uint32_t in_window; /* blocks since the last ACK */
	int gap_told; /* one ACK per gap, RFC 7440 section 4 */
	int tries;
	double began, deadline;
	unsigned char last[600]; /* what was sent last */
	size_t last_length;
};

static struct sockaddr_in server = { .sin_family = AF_INET };
static const char *name, *copy_path;
static const unsigned char *copy;
static uint64_t copy_length;
static uint32_t clients = 1, block_size = DEFAULT_BLOCK, window = 1;
static uint64_t transfers;
static double seconds, timeout = 1.0;

static struct client *all;
static int epoll_fd;
static uint64_t started, complete, failed, blocks, octets, repeated, gaps, resent;
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
	fputs("tftpload -s SERVER_IP -f NAME -r LOCAL_COPY [-p PORT] [-c CLIENTS] [-n TRANSFERS | -d SECONDS] "
	      "[-b BLKSIZE] [-w WINDOWSIZE] [-t TIMEOUT_MS]\n", stderr);
	exit(2);
}

static void transmit(struct client *c)
{
	if (c->connected)
		send(c->fd, c->last, c->last_length, 0);
	else
		sendto(c->fd, c->last, c->last_length, 0, (struct sockaddr *)&server, sizeof server);
	c->deadline = now() + timeout;
}

static void acknowledge(struct client *c, uint64_t block)
{
	c->last[0] = 0;
	c->last[1] = ACK;
	c->last[2] = block >> 8;
	c->last[3] = block;
	c->last_length = 4;
	c->in_window = 0;
	c->tries = 0;
	transmit(c);
}

static void end(struct client *c)
{
	close(c->fd);
	c->fd = -1;
}

static void fail(struct client *c, const char *problem)
{
	if (failed++ == 0)
		snprintf(first_problem, sizeof first_problem, "%s", problem);
	end(c);
}

static void succeed(struct client *c)
{
	if (complete == times_room) {
		times_room = times_room ? 2 * times_room : 1024;
		if ((times = realloc(times, times_room * sizeof *times)) == NULL)
			fatal("realloc");
	}
	times[complete++] = now() - c->began;
	end(c);
}

static size_t put_text(unsigned char *at, const char *text)
{
	size_t length = strlen(text) + 1;
	memcpy(at, text, length);
	return length;
}

static size_t put_option(unsigned char *at, const char *option, uint32_t value)
{
	size_t length = put_text(at, option);
	return length + sprintf((char *)at + length, "%" PRIu32, value) + 1;
}

static void begin(struct client *c)
{
	int room = RECEIVE_BUFFER;
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = c };

	memset(c, 0, sizeof *c);
	if ((c->fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0)) < 0)
		fatal("socket");
	setsockopt(c->fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
	if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, c->fd, &event) < 0)
		fatal("epoll_ctl");
	c->block_size = DEFAULT_BLOCK;
	c->window = 1;
	c->next = 1;
	c->began = now();
	c->last[1] = RRQ;
	c->last_length = 2;
	c->last_length += put_text(c->last + c->last_length, name);
	c->last_length += put_text(c->last + c->last_length, "octet");
	c->last_length += put_option(c->last + c->last_length, "tsize", 0);
	if (block_size != DEFAULT_BLOCK)
		c->last_length += put_option(c->last + c->last_length, "blksize", block_size);
	if (window > 1)
		c->last_length += put_option(c->last + c->last_length, "windowsize", window);
	started++;
	transmit(c);
}

static void on_options(struct client *c, char *text, char *text_end)
{
	if (c->next != 1 || c->in_window > 0)
		return;
	while (text < text_end) {
		char *option = text, *value = option + strlen(option) + 1;
		if (value >= text_end)
			break;
		text = value + strlen(value) + 1;
		if (strcasecmp(option, "blksize") == 0)
			c->block_size = atoi(value);
		else if (strcasecmp(option, "windowsize") == 0)
			c->window = atoi(value);
		else if (strcasecmp(option, "tsize") == 0 && strtoull(value, NULL, 10) != copy_length) {
			fail(c, "the OACK names another size");
			return;
		}
	}
	if (c->block_size < 8 || c->block_size > block_size || c->window < 1 || c->window > window)
		fail(c, "the OACK grants more than was asked");
	else
		acknowledge(c, 0);
}

static void on_data(struct client *c, uint16_t number, const unsigned char *data, uint32_t length)
{
	uint64_t at = (c->next - 1) * c->block_size;
	int16_t ahead = number - (uint16_t)c->next;

	if (ahead < 0) {
		repeated++;
		return;
	}
	if (ahead > 0) {
		gaps++;
		if (!c->gap_told && c->window > 1)
			acknowledge(c, c->next - 1);
		c->gap_told = 1;
		return;
	}
	c->gap_told = 0;
	if (length > c->block_size || at + length > copy_length || memcmp(copy + at, data, length) != 0) {
		fail(c, "a block differs from the local copy");
		return;
	}
	blocks++;
	octets += length;
	c->next++;
	if (length < c->block_size) {
		acknowledge(c, c->next - 1);
		if (at + length == copy_length)
			succeed(c);
		else
			fail(c, "the file ends too early");
	} else if (++c->in_window == c->window)
		acknowledge(c, c->next - 1);
	else
		c->deadline = now() + timeout;
}

static void on_packet(struct client *c, unsigned char *packet, size_t length, const struct sockaddr_in *from)
{
	char problem[120];

	if (length < 4)
		return;
	if (!c->connected) {
		if (connect(c->fd, (const struct sockaddr *)from, sizeof *from) < 0)
			fatal("connect");
		c->connected = 1;
	}
	switch (packet[1]) {
	case OACK:
		packet[length] = 0;
		on_options(c, (char *)packet + 2, (char *)packet + length);
		break;
	case DATA:
		on_data(c, packet[2] << 8 | packet[3], packet + 4, length - 4);
		break;
	case ERROR:
		packet[length] = 0;
		snprintf(problem, sizeof problem, "ERROR %d %.100s", packet[3], packet + 4);
		fail(c, problem);
		break;
	}
}

static void receive(struct client *c)
{
	static unsigned char room[MOST_RECEIVED][LARGEST_BLOCK + 5];
	static struct sockaddr_in names[MOST_RECEIVED];
	static struct iovec pieces[MOST_RECEIVED];
	static struct mmsghdr messages[MOST_RECEIVED];
	int wanted = c->window < MOST_RECEIVED ? (int)c->window : MOST_RECEIVED;
	size_t longest = 4 + (block_size > DEFAULT_BLOCK ? block_size : DEFAULT_BLOCK);

	for (int i = 0; i < wanted; i++) {
		pieces[i] = (struct iovec){ room[i], longest };
		messages[i].msg_hdr = (struct msghdr){ .msg_name = &names[i], .msg_namelen = sizeof names[i],
						       .msg_iov = &pieces[i], .msg_iovlen = 1 };
	}
	int count = recvmmsg(c->fd, messages, wanted, MSG_DONTWAIT, NULL);
	if (count < 0 && errno == ECONNREFUSED)
		fail(c, "the server's port is closed");
	for (int i = 0; i < count && c->fd >= 0; i++)
		on_packet(c, room[i], messages[i].msg_len, &names[i]);
}

static void look_at_deadlines(double t)
{
	for (uint32_t i = 0; i < clients; i++) {
		struct client *c = &all[i];
		if (c->fd < 0 || t < c->deadline)
			continue;
		if (++c->tries > MOST_TRIES) {
			fail(c, c->connected ? "no progress" : "no answer");
			continue;
		}
		resent++;
		c->gap_told = 0;
		if (c->in_window > 0) {
			int tries = c->tries;
			acknowledge(c, c->next - 1);
			c->tries = tries;
		} else
			transmit(c);
	}
}

/* Answers how many are under way. */
static uint32_t keep_busy(double until)
{
	uint32_t busy = 0;
	for (uint32_t i = 0; i < clients; i++) {
		if (all[i].fd < 0 && (seconds > 0 ? now() < until : started < transfers))
			begin(&all[i]);
		busy += all[i].fd >= 0;
	}
	return busy;
}

static void cut_short(void)
{
	static const char over[] = "\0\5\0\0the measurement is over";
	for (uint32_t i = 0; i < clients; i++)
		if (all[i].fd >= 0) {
			send(all[i].fd, over, sizeof over, 0);
			end(&all[i]);
		}
}

static void run(double began)
{
	struct epoll_event events[256];
	double looked = began, until = began + seconds;

	while (keep_busy(until) > 0 && (seconds == 0 || now() < until)) {
		int count = epoll_wait(epoll_fd, events, 256, 10);
		for (int i = 0; i < count; i++)
			receive(events[i].data.ptr);
		if (now() - looked > LOOK_SECONDS)
			look_at_deadlines(looked = now());
	}
	cut_short();
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

static void read_copy(void)
{
	struct stat status;
	int fd = open(copy_path, O_RDONLY);
	if (fd < 0 || fstat(fd, &status) < 0)
		fatal(copy_path);
	copy_length = status.st_size;
	copy = mmap(NULL, copy_length ? copy_length : 1, PROT_READ, MAP_SHARED | MAP_POPULATE, fd, 0);
	if (copy == MAP_FAILED)
		fatal("mmap");
}

int main(int argc, char **argv)
{
	struct rlimit files;
	struct rusage used;
	int option, port = 69;

	while ((option = getopt(argc, argv, "s:f:r:p:c:n:d:b:w:t:")) != -1)
		switch (option) {
		case 's':
			if (inet_pton(AF_INET, optarg, &server.sin_addr) != 1)
				misuse();
			break;
		case 'f': name = optarg; break;
		case 'r': copy_path = optarg; break;
		case 'p': port = atoi(optarg); break;
		case 'c': clients = atoi(optarg); break;
		case 'n': transfers = atoll(optarg); break;
		case 'd': seconds = atof(optarg); break;
		case 'b': block_size = atoi(optarg); break;
		case 'w': window = atoi(optarg); break;
		case 't': timeout = atof(optarg) / 1000; break;
		default: misuse();
		}
	if (name == NULL || strlen(name) > 300 || copy_path == NULL || server.sin_addr.s_addr == 0 || clients < 1 ||
	    block_size < 8 || block_size > LARGEST_BLOCK || window < 1 || window > 65535)
		misuse();
	if (transfers == 0)
		transfers = clients;
	server.sin_port = htons(port);
	read_copy();
	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	epoll_fd = epoll_create1(0);
	all = calloc(clients, sizeof *all);
	for (uint32_t i = 0; i < clients; i++)
		all[i].fd = -1;

	double began = now();
	run(began);
	double took = now() - began;

	if (complete > 0)
		qsort(times, complete, sizeof *times, by_size);
	getrusage(RUSAGE_SELF, &used);
	double cpu = used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1e-6;
	printf("{\"megabytesPerSecond\":%.2f,\"seconds\":%.3f,\"complete\":%" PRIu64 ",\"failed\":%" PRIu64
	       ",\"blocks\":%" PRIu64 ",\"octets\":%" PRIu64 ",\"p50Ms\":%.2f,\"p99Ms\":%.2f,\"repeated\":%" PRIu64
	       ",\"gaps\":%" PRIu64 ",\"resent\":%" PRIu64 ",\"cpuSeconds\":%.2f,\"firstProblem\":\"%s\"}\n",
	       octets / took / 1e6, took, complete, failed, blocks, octets, percentile(0.5), percentile(0.99), repeated,
	       gaps, resent, cpu, first_problem);
	return failed > 0 || octets == 0;
}
