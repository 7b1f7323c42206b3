export interface paths {
    "/api/v1/whoami": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whose token this is, and what it may do */
        get: operations["Caller.caller"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All tokens but the one of the data directory */
        get: operations["Tokens.list"];
        put?: never;
        /**
         * Make a token
         * @description The token is in this answer and nowhere else: only its digest is kept. Needs the role admin.
         */
        post: operations["Tokens.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a token: it opens nothing any more */
        delete: operations["Tokens.remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who wrote what, the newest first, with each record before and after */
        get: operations["Audit.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The data directory as a tar archive, made while the appliance runs
         * @description Databases, the admin token, settings and uploaded files. reveille restore puts it back.
         */
        post: operations["Backup.make"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/machines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List machines in the order of their ids */
        get: operations["Machines.list"];
        put?: never;
        /** Add a machine */
        post: operations["Machines.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/machines/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add or change up to 10 000 machines in one commit; each row has its own verdict
         * @description A row is about the machine that has a MAC of its NICs, else about the one with its host name, else it is a new one.
         */
        post: operations["Machines.upsert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/machines/by-mac/{mac}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The machine with this MAC */
        get: operations["Machines.getByMac"];
        /**
         * Make the machine with this MAC what the body says; adds it when there is none
         * @description Idempotent: content that is there already writes nothing and leaves updatedAt as it is. 201 when added.
         */
        put: operations["Machines.putByMac"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/machines/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One machine */
        get: operations["Machines.get"];
        put?: never;
        post?: never;
        /** Delete a machine */
        delete: operations["Machines.remove"];
        options?: never;
        head?: never;
        /**
         * Change a machine by a JSON merge patch (RFC 7396)
         * @description Members replace, null removes, arrays (nics) are replaced as a whole.
         */
        patch: operations["Machines.patch"];
        trace?: never;
    };
    "/api/v1/networks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List networks in the order of their ids */
        get: operations["Networks.list"];
        put?: never;
        /** Add a network */
        post: operations["Networks.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/networks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One network */
        get: operations["Networks.get"];
        put?: never;
        post?: never;
        /** Delete a network that holds no machine */
        delete: operations["Networks.remove"];
        options?: never;
        head?: never;
        /**
         * Change a network by a JSON merge patch (RFC 7396)
         * @description Members replace, null removes, arrays are replaced as a whole.
         */
        patch: operations["Networks.patch"];
        trace?: never;
    };
    "/api/v1/profiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List profiles in the order of their ids */
        get: operations["Profiles.list"];
        put?: never;
        /** Add a profile */
        post: operations["Profiles.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/profiles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One profile, by id or name */
        get: operations["Profiles.get"];
        put?: never;
        post?: never;
        /** Delete a profile that nobody uses */
        delete: operations["Profiles.remove"];
        options?: never;
        head?: never;
        /**
         * Change a profile by a JSON merge patch (RFC 7396)
         * @description Members replace, null removes, arrays are replaced as a whole. The name stays.
         */
        patch: operations["Profiles.patch"];
        trace?: never;
    };
    "/api/v1/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import /etc/ethers, /etc/hosts and /etc/bootparams
         * @description What can be done is done in one commit; conflicts and lines that cannot be used are in the answer, with their line numbers. The same files again change nothing. dryRun only says what would be done.
         */
        post: operations["Import.import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/export/ethers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The inventory as /etc/ethers */
        get: operations["Import.ethers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/export/hosts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The inventory as /etc/hosts */
        get: operations["Import.hosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/export/bootparams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The inventory as /etc/bootparams */
        get: operations["Import.bootparams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List leases in the order of their addresses */
        get: operations["Leases.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leases/{ip}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One lease */
        get: operations["Leases.get"];
        put?: never;
        post?: never;
        /**
         * End a lease, an offer or a quarantine: the address is free
         * @description The client is not told; it keeps using the address until it renews.
         */
        delete: operations["Leases.end"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/networks/{id}/pool-use": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many addresses of a network’s pools are in use now */
        get: operations["PoolUse.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/machines/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to one machine, the newest first
         * @description Also what its hardware addresses did before the inventory knew them.
         */
        get: operations["Timeline.ofMachine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to all machines, or to one hardware address, the newest first */
        get: operations["Timeline.all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journal/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The journal as it grows: server-sent events
         * @description Each event is a TimelineEvent with its id; an id without an event comes first and says where the stream begins. After a break send the last id as Last-Event-ID, and nothing is missed.
         */
        get: operations["Timeline.stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/installs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Installations that were asked for or that need a hand, in the order of their machines */
        get: operations["Installs.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/machines/{id}/install": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a machine's installation stands */
        get: operations["Installs.get"];
        put?: never;
        /**
         * Start over: the next boot may start the installer, whatever was before
         * @description Also lets a machine boot again that was stopped because it went round in circles.
         */
        post: operations["Installs.start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/boot/done/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The installer is done
         * @description The token is in what was rendered for the machine, as install.doneUrl and its like. No other token is needed. A body of plain text is kept as the installer’s words.
         */
        post: operations["Reports.done"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/boot/failed/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The installer failed
         * @description The token is in what was rendered for the machine, as install.doneUrl and its like. No other token is needed. A body of plain text is kept as the installer’s words.
         */
        post: operations["Reports.failed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/boot/progress/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The installer lives
         * @description The token is in what was rendered for the machine, as install.doneUrl and its like. No other token is needed. A body of plain text is kept as the installer’s words.
         */
        post: operations["Reports.progress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recipes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The built-in recipes */
        get: operations["Recipes.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recipes/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Carry a recipe out: fetch its files, check them, make the profile
         * @description Done again it brings both up to date.
         */
        post: operations["Recipes.add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sightings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Hardware addresses that asked for something and are not in the inventory, the latest first */
        get: operations["Sightings.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sightings/{mac}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them */
        get: operations["Sightings.get"];
        put?: never;
        post?: never;
        /** Forget it; it is back when it asks again */
        delete: operations["Sightings.remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sightings/{mac}/adopt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a machine of it */
        post: operations["Sightings.adopt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/machines/{id}/personalities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a machine presented itself, the latest seen first
         * @description Firmware, iPXE, installer and operating system come with client identities of their own and get one address. The 16 that were seen last are kept.
         */
        get: operations["Personalities.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Print packets: RARP, ARP, DHCP, BOOTP, TFTP and Sun RPC, from a capture file or from hexadecimal */
        post: operations["Decode.decode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a machine, or a packet, would be answered, byte for byte, and which policy decided it
         * @description The responders themselves are asked. Nothing is sent, journalled or leased.
         */
        post: operations["Explain.explain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/arp/announce": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell the wire that addresses of this appliance are here now (gratuitous ARP, request and reply form) */
        post: operations["Arp.announce"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/offer-strategies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what was learned and what was set, in the order of the ids */
        get: operations["OfferStrategies.list"];
        put?: never;
        /** Say how a kind of firmware is told what to boot on networks in mode proxy */
        post: operations["OfferStrategies.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/offer-strategies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One strategy */
        get: operations["OfferStrategies.get"];
        put?: never;
        post?: never;
        /** Forget a strategy; it is found out anew */
        delete: operations["OfferStrategies.remove"];
        options?: never;
        head?: never;
        /**
         * Change a strategy by a JSON merge patch (RFC 7396)
         * @description Members replace, null removes. A learned strategy that was changed counts as set by a person.
         */
        patch: operations["OfferStrategies.patch"];
        trace?: never;
    };
    "/api/v1/other-servers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** DHCP and BOOTP servers on our wires that are not ours, the latest heard first */
        get: operations["OtherServers.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/boot/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A boot file, for the machine whose address asks
         * @description HEAD, Range, If-None-Match and If-Modified-Since as RFC 9110 says; never a redirect.
         */
        get: operations["HttpBoot.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/machines/{id}/boots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The boots of a machine, the newest first: its steps with their times, the verdict, and what proves it */
        get: operations["Boots.ofMachine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/boots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same for a hardware address, which no machine need have */
        get: operations["Boots.ofMac"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/machines/{id}/diagnoses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What stands in the way of a machine’s boot as records, interfaces and its last requests tell
         * @description Empty when nothing does.
         */
        get: operations["Diagnoses.ofMachine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/diagnoses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same for a hardware address, which no machine need have
         * @description For an unknown one it names the machine whose hardware address is nearly the same.
         */
        get: operations["Diagnoses.ofMac"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/machines/{id}/capture.pcapng": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The last packets that concerned a machine, in and out, with what was said about each
         * @description All protocols but HTTP; of a transfer by TFTP its beginning. Empty when nothing was heard of it.
         */
        get: operations["Captures.ofMachine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/capture.pcapng": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same for a hardware address, which no machine need have */
        get: operations["Captures.ofMac"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All webhooks */
        get: operations["Webhooks.list"];
        put?: never;
        /**
         * Have events posted to a URL
         * @description Each is a POST of JSON, signed: x-reveille-signature is sha256= and the HMAC-SHA256 of x-reveille-timestamp, a dot and the body. Needs the role admin.
         */
        post: operations["Webhooks.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One webhook */
        get: operations["Webhooks.get"];
        put?: never;
        post?: never;
        /** Tell it nothing any more */
        delete: operations["Webhooks.remove"];
        options?: never;
        head?: never;
        /** Change a webhook, or switch it on again */
        patch: operations["Webhooks.update"];
        trace?: never;
    };
    "/api/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What it was told, and what waits, the newest first */
        get: operations["Webhooks.deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell it something now, and say how that went */
        post: operations["Webhooks.test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/probe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the real wire as a machine would: who answers what, and can the boot file be read?
         * @description DHCPDISCOVER as firmware and as a plain client, from a hardware address of its own. Nothing is taken.
         */
        post: operations["Probe.probe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Numbers for Prometheus, in its text format
         * @description For everybody, unless REVEILLE_METRICS is `token`.
         */
        get: operations["Metrics.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Is the program running? */
        get: operations["Health.live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is the appliance up, with its database? 503 names every part that is not ready, and why
         * @description A responder that cannot listen on an interface is `degraded: …` among the parts; the rest is served, so that is a 200.
         */
        get: operations["Health.ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/boot-files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Boot files in the order of their names, with their sources, sums and who fetched them last
         * @description What the sources have, also where it is hidden by another source; not what is made of profiles for each machine.
         */
        get: operations["BootFiles.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/boot-files/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One boot file: the one that is served by this name, and what it hides
         * @description Waits for the sum up to a minute. The file itself is at /boot/{path}.
         */
        get: operations["BootFiles.get"];
        /**
         * Upload a boot file, in the place of an uploaded one of that name
         * @description The body is the file. 201 when there was none. Content-Digest (RFC 9530, sha-256) or ?sha256= is checked. A template (`X.liquid`) that is broken is refused with its line.
         */
        put: operations["BootFiles.put"];
        post?: never;
        /** Delete an uploaded boot file */
        delete: operations["BootFiles.remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/machines/{id}/render": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A boot file as this machine would get it
         * @description Nothing is handed out or counted. An error of a template is 422 with its line and column.
         */
        get: operations["MachineFiles.render"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/machines/{id}/handed-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Let the machine have its files marked once again */
        delete: operations["MachineFiles.forget"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        TokenInput: {
            /**
             * @description Who or what uses it; the audit names it
             * @example ci
             */
            name: string;
            /**
             * @description viewer reads; operator also writes; admin also gives tokens
             * @enum {string}
             */
            role: "viewer" | "operator" | "admin";
            /** @description When it ends, RFC 3339; left out: never */
            expiresAt?: string;
        };
        MachineInput: {
            /** @description Host name (RFC 1123) */
            hostname: string;
            /**
             * @description Free text for people
             * @default
             */
            description?: string;
            /**
             * @description Any key and value of yours
             * @default {}
             * @example {
             *       "rack": "r1"
             *     }
             */
            labels?: {
                [key: string]: string;
            };
            /** @description Its network ports and addresses. PUT: left out keeps those it has */
            nics?: {
                /** @description Hardware address: 08:00:20:8e:48:de, 8:0:20:8e:48:de, 08-00-20-8E-48-DE, 0800.208e.48de or 0800208e48de */
                mac?: string;
                /** @description IPv4 address */
                ip?: string;
                /** @description Client identifier (option 61), which leads here when the MAC does not: octets as 0x… or 01:02:…, or text */
                clientId?: string;
                /** @description UUID of the machine (option 97), which leads here when the MAC does not */
                uuid?: string;
                /** @description Circuit id of its relay or switch (option 82, sub-option 1): octets as 0x… or 01:02:…, or text */
                circuitId?: string;
                /** @description Remote id of its relay or switch (option 82, sub-option 2): octets as 0x… or 01:02:…, or text */
                remoteId?: string;
                /** @description TFTP server (siaddr); the network's when left out */
                nextServer?: string;
                /** @description Further DHCP options, before the network's */
                options?: {
                    code: number;
                    /** @description By the option's shape: an address, a list, a number, a text, …; the tags of option 43 (PXE) and 175 (iPXE) by name */
                    value?: unknown;
                    /**
                     * @description Its octets in hexadecimal, instead of value
                     * @example 0104c0a80001
                     */
                    hex?: string;
                }[];
                /** @description The machine is remote: ARP questions for its ip are answered with the MAC of the router that reaches it */
                proxyArp?: string;
            }[];
            /** @default {} */
            boot?: {
                /**
                 * @description always: from the network; once: install, then from its disk; local: from its disk; paused: booting is refused everywhere
                 * @default always
                 * @enum {string}
                 */
                mode?: "always" | "once" | "local" | "paused";
                /**
                 * @description What it boots; left out: the profile that its labels select, else the network’s
                 * @example debian-12
                 */
                profile?: string;
                /** @description The boot file of each kind of client; default serves every kind that has no key of its own */
                files?: {
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    default?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    bios?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "x86-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "x64-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm32-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm64-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "riscv32-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "riscv64-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "loongarch32-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "loongarch64-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "itanium-efi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "x86-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "x64-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm32-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm64-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "riscv32-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "riscv64-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "loongarch32-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "loongarch64-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "bios-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm-uboot"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm64-uboot"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    powerpc?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "raspberry-pi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    ipxe?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    bootp?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    rarp?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun3"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun3x"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4c"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4d"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4m"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4u"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4us"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4v"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-prep"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-i86pc"?: string | string[];
                };
                /** @description A menu that PXE firmware shows by itself */
                menu?: {
                    /** @default Press F8 for the boot menu */
                    prompt?: string;
                    /**
                     * @description 0: the first item at once; 255: wait for a person
                     * @default 10
                     */
                    timeoutSeconds?: number;
                    items: {
                        /**
                         * @description The line of the menu
                         * @example Install Debian
                         */
                        label: string;
                        /** @description We serve it: the file of each kind of client, as in boot.files */
                        files?: {
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            default?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            bios?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "x86-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "x64-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm32-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm64-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "riscv32-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "riscv64-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "loongarch32-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "loongarch64-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "itanium-efi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "x86-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "x64-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm32-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm64-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "riscv32-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "riscv64-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "loongarch32-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "loongarch64-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "bios-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm-uboot"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm64-uboot"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            powerpc?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "raspberry-pi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            ipxe?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            bootp?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            rarp?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun3"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun3x"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4c"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4d"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4m"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4u"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4us"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4v"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-prep"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-i86pc"?: string | string[];
                        };
                        /**
                         * @description Go on to the firmware's next boot device
                         * @enum {boolean}
                         */
                        local?: true;
                        /** @description Another boot server answers: its PXE type and addresses */
                        bootServer?: {
                            type: number;
                            addresses: string[];
                        };
                    }[];
                };
                /**
                 * @description Mode proxy: how the machine is told what to boot; found out by trying when left out
                 * @enum {string}
                 */
                strategy?: "direct-file" | "boot-server" | "discovery-control" | "one-entry-menu" | "full-offer";
                /** @description Sun bootparams: server:path of each key */
                bootparams?: {
                    [key: string]: string;
                };
                install?: {
                    /** @description How often the installer may be started without having reported; 1 when left out */
                    attempts?: number;
                    /** @description After how long an installation that was not started is given up; a week when left out */
                    ttlMinutes?: number;
                    /** @description How long a started installer may be silent until you are told; 40 when left out */
                    reportMinutes?: number;
                };
            };
            /** @description Given by the appliance; not used when sent */
            readonly id?: number;
            /** @description Given by the appliance; not used when sent */
            readonly createdAt?: string;
            /** @description Given by the appliance; not used when sent */
            readonly updatedAt?: string;
        };
        BulkInput: {
            /** @description Machines as in POST /api/v1/machines */
            machines: unknown[];
        };
        NetworkInput: {
            /**
             * @description Unique, without case
             * @example lab
             */
            name: string;
            /** @description The network with its prefix length, host bits zero */
            cidr: string;
            /**
             * @description Networks with the same name here are on one wire
             * @example wire1
             */
            sharedNetwork?: string;
            /**
             * @description Our interface on its wire; the one that has an address in the CIDR when left out
             * @example eth1
             */
            interface?: string;
            /**
             * @description known: answer machines of the inventory; pool: also anybody else, from the pools; proxy: beside another DHCP server, say what to boot; shadow: write down what would have been said; off
             * @default known
             * @enum {string}
             */
            mode?: "off" | "shadow" | "known" | "pool" | "proxy";
            /**
             * @description May clients that ask for an address which is wrong here be told so (DHCPNAK)?
             * @default true
             */
            authoritative?: boolean;
            /** @description The router (option 3) */
            gateway?: string;
            /** @description Name servers (option 6) */
            dns?: string[];
            /** @description Domain name */
            domain?: string;
            /**
             * @description How long a lease lasts (option 51)
             * @default 3600
             */
            leaseSeconds?: number;
            /** @description The shortest lease that a client may ask for; leaseSeconds when left out */
            minLeaseSeconds?: number;
            /** @description The longest lease that a client may ask for; leaseSeconds when left out */
            maxLeaseSeconds?: number;
            /**
             * @description May clients of this network send files by TFTP, which knows no password, into data/tftp-uploads?
             * @example {
             *       "enabled": true,
             *       "maxBytes": 16777216
             *     }
             */
            uploads?: {
                /** @default false */
                enabled?: boolean;
                /** @default 16777216 */
                maxBytes?: number;
            };
            /**
             * @description Are clients that are in no record told apart by their client id (option 61), or, when false, by their MAC alone?
             * @default true
             */
            matchClientId?: boolean;
            /** @description Renewal (option 58); half of the lease when left out */
            t1Seconds?: number;
            /** @description Rebinding (option 59); seven eighths of the lease when left out */
            t2Seconds?: number;
            /** @description TFTP server (siaddr); the appliance when left out */
            nextServer?: string;
            /** @description Name of the TFTP server for boot clients (option 66): a host name or an address */
            serverName?: string;
            /** @description Relays (giaddr) outside the CIDR whose clients live here */
            relays?: string[];
            /** @description Addresses for mode pool */
            pools?: {
                /** @description IPv4 address */
                from: string;
                /** @description IPv4 address */
                to: string;
            }[];
            /** @description Addresses in the pools that nobody gets */
            excludes?: {
                /** @description IPv4 address */
                from: string;
                /** @description IPv4 address */
                to: string;
            }[];
            /** @default {} */
            boot?: {
                /**
                 * @description Modes are set on machines; a network takes "always" or nothing
                 * @enum {string}
                 */
                mode?: "always";
                /** @description The boot file of each kind of client; default serves every kind that has no key of its own */
                files?: {
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    default?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    bios?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "x86-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "x64-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm32-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm64-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "riscv32-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "riscv64-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "loongarch32-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "loongarch64-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "itanium-efi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "x86-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "x64-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm32-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm64-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "riscv32-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "riscv64-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "loongarch32-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "loongarch64-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "bios-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm-uboot"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm64-uboot"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    powerpc?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "raspberry-pi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    ipxe?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    bootp?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    rarp?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun3"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun3x"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4c"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4d"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4m"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4u"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4us"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4v"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-prep"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-i86pc"?: string | string[];
                };
                /**
                 * @description For machines that name none and whose labels select none
                 * @example debian-12
                 */
                profile?: string;
                /**
                 * @description What hosts boot that the inventory does not know; left out: nothing
                 * @example debian-12
                 */
                unknownProfile?: string;
                /** @description A menu that PXE firmware shows by itself */
                menu?: {
                    /** @default Press F8 for the boot menu */
                    prompt?: string;
                    /**
                     * @description 0: the first item at once; 255: wait for a person
                     * @default 10
                     */
                    timeoutSeconds?: number;
                    items: {
                        /**
                         * @description The line of the menu
                         * @example Install Debian
                         */
                        label: string;
                        /** @description We serve it: the file of each kind of client, as in boot.files */
                        files?: {
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            default?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            bios?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "x86-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "x64-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm32-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm64-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "riscv32-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "riscv64-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "loongarch32-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "loongarch64-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "itanium-efi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "x86-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "x64-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm32-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm64-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "riscv32-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "riscv64-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "loongarch32-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "loongarch64-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "bios-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm-uboot"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm64-uboot"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            powerpc?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "raspberry-pi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            ipxe?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            bootp?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            rarp?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun3"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun3x"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4c"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4d"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4m"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4u"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4us"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4v"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-prep"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-i86pc"?: string | string[];
                        };
                        /**
                         * @description Go on to the firmware's next boot device
                         * @enum {boolean}
                         */
                        local?: true;
                        /** @description Another boot server answers: its PXE type and addresses */
                        bootServer?: {
                            type: number;
                            addresses: string[];
                        };
                    }[];
                };
                /**
                 * @description Clients that the inventory does not have: in mode proxy they are told what to boot too; in mode pool they get the built-in loaders beside the files and the menu of this network
                 * @default false
                 */
                unknownClients?: boolean;
            };
            /** @default {} */
            rarp?: {
                /**
                 * @description standard: known machines, at once; solaris: those without a boot file here after three seconds; bsd: those without a boot file not at all
                 * @default standard
                 * @enum {string}
                 */
                profile?: "standard" | "solaris" | "bsd";
                /**
                 * @description Whose hosts may announce them with RARP frames: some of the machines, none or all
                 * @default some
                 * @enum {string}
                 */
                virtualMachines?: "some" | "none" | "all";
            };
            /** @description Further DHCP options */
            options?: {
                code: number;
                /** @description By the option's shape: an address, a list, a number, a text, …; the tags of option 43 (PXE) and 175 (iPXE) by name */
                value?: unknown;
                /**
                 * @description Its octets in hexadecimal, instead of value
                 * @example 0104c0a80001
                 */
                hex?: string;
            }[];
            /** @description Given by the appliance; not used when sent */
            readonly id?: number;
            /** @description Given by the appliance; not used when sent */
            readonly createdAt?: string;
            /** @description Given by the appliance; not used when sent */
            readonly updatedAt?: string;
            /** @description Counted by the appliance; not used when sent */
            readonly poolUse?: unknown;
        };
        ProfileInput: {
            /**
             * @description Name of a profile
             * @example debian-12
             */
            name: string;
            /**
             * @description Free text for people
             * @default
             */
            description?: string;
            /** @description A path below the boot file root, or a URL; without one the loaders are all that is given */
            kernel?: string;
            /** @description Initial RAM disks, in the order of loading */
            initrds?: string[];
            /**
             * @description The kernel's command line, a template: {{ machine.hostname }}, {{ server.bootUrl }}, …
             * @default
             * @example auto=true url={{ server.bootUrl }}/profiles/debian-12/preseed.cfg
             */
            commandLine?: string;
            /** @description Loaders by kind of client, instead of the built-in ones */
            loaders?: {
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                default?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                bios?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "x86-uefi"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "x64-uefi"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "arm32-uefi"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "arm64-uefi"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "riscv32-uefi"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "riscv64-uefi"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "loongarch32-uefi"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "loongarch64-uefi"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "itanium-efi"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "x86-uefi-http"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "x64-uefi-http"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "arm32-uefi-http"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "arm64-uefi-http"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "riscv32-uefi-http"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "riscv64-uefi-http"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "loongarch32-uefi-http"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "loongarch64-uefi-http"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "bios-http"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "arm-uboot"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "arm64-uboot"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                powerpc?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "raspberry-pi"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                ipxe?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                bootp?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                rarp?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "rarp-sun3"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "rarp-sun3x"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "rarp-sun4"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "rarp-sun4c"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "rarp-sun4d"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "rarp-sun4m"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "rarp-sun4u"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "rarp-sun4us"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "rarp-sun4v"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "rarp-prep"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "rarp-i86pc"?: string | string[];
            };
            /**
             * @description Machines that have all of these labels get this profile, unless they name one
             * @example {
             *       "rack": "r1"
             *     }
             */
            matchLabels?: {
                [key: string]: string;
            };
            /** @description Sun bootparams: server:path of each key */
            bootparams?: {
                [key: string]: string;
            };
            /**
             * @description Templates, by the name under which a machine of this profile fetches them: profiles/<profile>/<name>
             * @default {}
             * @example {
             *       "preseed.cfg": "d-i netcfg/get_hostname string {{ machine.hostname }}\n"
             *     }
             */
            files?: {
                [key: string]: string;
            };
            install?: {
                /** @description How often the installer may be started without having reported; 1 when left out */
                attempts?: number;
                /** @description After how long an installation that was not started is given up; a week when left out */
                ttlMinutes?: number;
                /** @description How long a started installer may be silent until you are told; 40 when left out */
                reportMinutes?: number;
            };
            /** @description Given by the appliance; not used when sent */
            readonly id?: number;
            /** @description Given by the appliance; not used when sent */
            readonly createdAt?: string;
            /** @description Given by the appliance; not used when sent */
            readonly updatedAt?: string;
        };
        Import: {
            /**
             * @description The text of /etc/ethers, or what ypcat prints of that map
             * @example 8:0:20:8e:48:de ultra10
             */
            ethers?: string;
            /**
             * @description The text of /etc/hosts, or what ypcat prints of that map
             * @example 192.168.0.21 ultra10 ultra10.lab.example
             */
            hosts?: string;
            /**
             * @description The text of /etc/bootparams, or what ypcat prints of that map
             * @example ultra10 root=192.168.0.28:/export/root/ultra10
             */
            bootparams?: string;
            /**
             * @description Only say what would be done
             * @default false
             */
            dryRun?: boolean;
        };
        InstallInput: {
            /**
             * @description The boot mode that the machine gets; always is for machines that have no disk
             * @default once
             * @enum {string}
             */
            mode?: "once" | "always";
        };
        RecipeInput: {
            /**
             * @description A folder of this host or a URL, instead of where the recipe says
             * @example /usr/lib/debian-installer/images/12/amd64/text
             */
            from?: string;
        };
        AdoptionInput: {
            /** @description Host name (RFC 1123) */
            hostname: string;
            /**
             * @description Free text for people
             * @default
             */
            description?: string;
            /**
             * @description Any key and value of yours
             * @default {}
             * @example {
             *       "rack": "r1"
             *     }
             */
            labels?: {
                [key: string]: string;
            };
            /** @default {} */
            boot?: {
                /**
                 * @description always: from the network; once: install, then from its disk; local: from its disk; paused: booting is refused everywhere
                 * @default always
                 * @enum {string}
                 */
                mode?: "always" | "once" | "local" | "paused";
                /**
                 * @description What it boots; left out: the profile that its labels select, else the network’s
                 * @example debian-12
                 */
                profile?: string;
                /** @description The boot file of each kind of client; default serves every kind that has no key of its own */
                files?: {
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    default?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    bios?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "x86-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "x64-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm32-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm64-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "riscv32-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "riscv64-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "loongarch32-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "loongarch64-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "itanium-efi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "x86-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "x64-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm32-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm64-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "riscv32-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "riscv64-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "loongarch32-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "loongarch64-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "bios-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm-uboot"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm64-uboot"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    powerpc?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "raspberry-pi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    ipxe?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    bootp?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    rarp?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun3"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun3x"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4c"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4d"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4m"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4u"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4us"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4v"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-prep"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-i86pc"?: string | string[];
                };
                /** @description A menu that PXE firmware shows by itself */
                menu?: {
                    /** @default Press F8 for the boot menu */
                    prompt?: string;
                    /**
                     * @description 0: the first item at once; 255: wait for a person
                     * @default 10
                     */
                    timeoutSeconds?: number;
                    items: {
                        /**
                         * @description The line of the menu
                         * @example Install Debian
                         */
                        label: string;
                        /** @description We serve it: the file of each kind of client, as in boot.files */
                        files?: {
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            default?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            bios?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "x86-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "x64-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm32-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm64-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "riscv32-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "riscv64-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "loongarch32-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "loongarch64-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "itanium-efi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "x86-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "x64-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm32-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm64-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "riscv32-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "riscv64-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "loongarch32-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "loongarch64-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "bios-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm-uboot"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm64-uboot"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            powerpc?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "raspberry-pi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            ipxe?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            bootp?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            rarp?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun3"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun3x"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4c"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4d"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4m"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4u"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4us"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4v"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-prep"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-i86pc"?: string | string[];
                        };
                        /**
                         * @description Go on to the firmware's next boot device
                         * @enum {boolean}
                         */
                        local?: true;
                        /** @description Another boot server answers: its PXE type and addresses */
                        bootServer?: {
                            type: number;
                            addresses: string[];
                        };
                    }[];
                };
                /**
                 * @description Mode proxy: how the machine is told what to boot; found out by trying when left out
                 * @enum {string}
                 */
                strategy?: "direct-file" | "boot-server" | "discovery-control" | "one-entry-menu" | "full-offer";
                /** @description Sun bootparams: server:path of each key */
                bootparams?: {
                    [key: string]: string;
                };
                install?: {
                    /** @description How often the installer may be started without having reported; 1 when left out */
                    attempts?: number;
                    /** @description After how long an installation that was not started is given up; a week when left out */
                    ttlMinutes?: number;
                    /** @description How long a started installer may be silent until you are told; 40 when left out */
                    reportMinutes?: number;
                };
            };
            /** @description The address of its NIC; none when left out */
            ip?: string;
        };
        DecodeInput: {
            /** @description one packet in hexadecimal: bare digits, or what tcpdump -xx, hexdump -C or Wireshark print */
            hex?: string;
            /**
             * Format: base64
             * @description a pcap, pcapng or snoop file in base64
             */
            capture?: string;
        };
        ExplainInput: {
            /** @description id, host name, address or MAC */
            machine?: number | string;
            packet?: {
                /**
                 * @description pxe: the boot server on port 4011; tftp and http: a boot file is asked for
                 * @enum {string}
                 */
                protocol: "rarp" | "bootp" | "dhcp" | "pxe" | "tftp" | "http";
                /**
                 * @description of dhcp and pxe
                 * @enum {string}
                 */
                type?: "discover" | "request" | "inform";
                /** @description Hardware address: 08:00:20:8e:48:de, 8:0:20:8e:48:de, 08-00-20-8E-48-DE, 0800.208e.48de or 0800208e48de */
                mac?: string;
                /** @description option 93: 0 BIOS, 7 x64 UEFI, 16 x64 UEFI HTTP, … */
                architecture?: number;
                /** @description option 60; null: none */
                vendorClass?: string | null;
                /** @description option 77 */
                userClass?: string;
                /** @description option 61 in hexadecimal, with its type octet */
                clientId?: string;
                /** @description option 97 */
                uuid?: string;
                /** @description IPv4 address */
                requestedAddress?: string;
                /** @description IPv4 address */
                serverIdentifier?: string;
                /** @description ciaddr; of tftp and http the address that asks */
                clientAddress?: string;
                /** @description giaddr */
                relay?: string;
                /** @description sub-option 1 of option 82 in hexadecimal */
                circuitId?: string;
                /** @description sub-option 2 of option 82 in hexadecimal */
                remoteId?: string;
                /** @description of bootp: the file asked for; of tftp and http: its path */
                file?: string;
                broadcast?: boolean;
            };
            /** @description an Ethernet frame, or the UDP payload of a BOOTP or DHCP request, in hexadecimal */
            hex?: string;
            /** @description where it comes in; else where the machine is at home */
            interface?: string;
            /** @description of a machine: only this firmware */
            architecture?: number;
        };
        ArpAnnounceInput: {
            /** @description One of our own addresses; all of them when left out */
            address?: string;
            /**
             * @description Only on this interface
             * @example eth0
             */
            interface?: string;
        };
        OfferStrategyInput: {
            /**
             * @description Option 93
             * @example 7
             */
            architecture?: number;
            /**
             * @description Version of the network driver (option 94)
             * @example 3.16
             */
            undi?: string;
            /**
             * @description Option 60 before its first colon
             * @example PXEClient
             */
            vendorClass?: string;
            /**
             * @description Option 55 in the order sent
             * @example 1,3,43,60
             */
            parameters?: string;
            /** @description First three octets of the hardware address */
            oui?: string;
            /**
             * @description How such clients are told what to boot
             * @enum {string}
             */
            strategy: "direct-file" | "boot-server" | "discovery-control" | "one-entry-menu" | "full-offer";
            /** @description Given by the appliance; not used when sent */
            readonly id?: number;
            /** @description Found out by trying; not used when sent */
            readonly learned?: boolean;
            /** @description Given by the appliance; not used when sent */
            readonly createdAt?: string;
            /** @description Given by the appliance; not used when sent */
            readonly updatedAt?: string;
        };
        WebhookInput: {
            /**
             * @description Where events are posted
             * @example https://hooks.example/reveille
             */
            url: string;
            /**
             * @description Which events; left out: failures and stalls
             * @default [
             *       "boot-failed",
             *       "boot-stalled"
             *     ]
             */
            events?: ("boot-failed" | "boot-stalled" | "boot-done" | "install" | "address-conflict" | "other-server")[];
            /** @description Signs what is sent; left out: one is made, and shown this once */
            secret?: string;
            /** @default true */
            active?: boolean;
        };
        WebhookPatch: {
            /**
             * @description Where events are posted
             * @example https://hooks.example/reveille
             */
            url?: string;
            /** @description Which events; left out: failures and stalls */
            events?: ("boot-failed" | "boot-stalled" | "boot-done" | "install" | "address-conflict" | "other-server")[];
            /** @description Signs what is sent; left out: one is made, and shown this once */
            secret?: string;
            /** @description true switches it on again */
            active?: boolean;
        };
        ProbeInput: {
            /** @description where to ask; left out: the first that is served */
            interface?: string;
            /** @description who asks; left out: an address of its own, which no card has */
            mac?: string;
            /**
             * @description option 93: 0 BIOS, 7 x64 UEFI, …
             * @default 7
             */
            architecture?: number;
            /** @description option 60; left out: that of PXE firmware */
            vendorClass?: string;
            /** @description option 77, such as iPXE */
            userClass?: string;
            /**
             * @description ask as firmware too, not only as a plain client
             * @default true
             */
            pxe?: boolean;
            /**
             * @description read the boot file that is offered
             * @default true
             */
            fetch?: boolean;
            /**
             * @description how long answers are waited for, each time
             * @default 3
             */
            seconds?: number;
        };
        Problem: {
            /**
             * @example urn:reveille:problem:malformed
             * @example urn:reveille:problem:validation
             * @example urn:reveille:problem:conflict
             * @example urn:reveille:problem:not-found
             * @example urn:reveille:problem:unauthorized
             * @example urn:reveille:problem:forbidden
             * @example urn:reveille:problem:too-many
             * @example urn:reveille:problem:changed-meanwhile
             * @example urn:reveille:problem:unavailable
             * @example urn:reveille:problem:internal
             */
            type: string;
            title: string;
            status: number;
            detail: string;
            errors?: {
                /** @example nics[0].ip */
                field: string;
                reason: string;
            }[];
            /** @description Find it in the log */
            reference?: string;
        };
        Caller: {
            /** @description The name of the token; admin is the one of the data directory */
            name: string;
            /**
             * @description viewer reads; operator also writes; admin also gives tokens
             * @enum {string}
             */
            role: "viewer" | "operator" | "admin";
        };
        NewToken: {
            id: number;
            name: string;
            /** @enum {string} */
            role: "viewer" | "operator" | "admin";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string | null;
            expired: boolean;
            /** @description Shown this once; only its digest is kept */
            token: string;
        };
        TokenList: {
            items: components["schemas"]["Token"][];
        };
        Token: {
            id: number;
            name: string;
            /** @enum {string} */
            role: "viewer" | "operator" | "admin";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string | null;
            expired: boolean;
        };
        AuditPage: {
            items: components["schemas"]["AuditEntry"][];
            nextCursor: string | null;
        };
        AuditEntry: {
            id: number;
            /** Format: date-time */
            at: string;
            /** @description The name of the token */
            who: string;
            /** @enum {string} */
            role: "viewer" | "operator" | "admin";
            /** @description Where the request came from */
            address: string;
            method: string;
            path: string;
            status: number;
            /** @description The record before; null when there was none */
            before: unknown;
            /** @description The record, or the answer, after; null when there is none */
            after: unknown;
        };
        Machine: {
            id: number;
            hostname: string;
            description: string;
            labels: {
                [key: string]: string;
            };
            nics: {
                mac: string | null;
                ip: string | null;
                clientId?: string;
                uuid?: string;
                circuitId?: string;
                remoteId?: string;
                nextServer?: string;
                options?: {
                    code: number;
                    value?: unknown;
                    hex?: string;
                }[];
                proxyArp?: string;
            }[];
            boot: {
                /** @enum {string} */
                mode: "always" | "once" | "local" | "paused";
                profile: string | null;
                files: {
                    [key: string]: string | string[];
                };
                menu: {
                    prompt: string;
                    timeoutSeconds: number;
                    items: {
                        label: string;
                        files?: {
                            [key: string]: string | string[];
                        };
                        /** @constant */
                        local?: true;
                        bootServer?: {
                            type: number;
                            addresses: string[];
                        };
                    }[];
                } | null;
                strategy: ("direct-file" | "boot-server" | "discovery-control" | "one-entry-menu" | "full-offer") | null;
                bootparams: {
                    [key: string]: string;
                };
                install: {
                    [key: string]: number;
                };
            };
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        MachinePage: {
            items: components["schemas"]["Machine"][];
            nextCursor: string | null;
        };
        BulkResult: {
            /** @description Was anything committed? */
            written: boolean;
            created: number;
            updated: number;
            unchanged: number;
            refused: number;
            results: components["schemas"]["BulkRow"][];
        };
        BulkRow: {
            /** @description Place in the request, from 0 */
            index: number;
            /** @enum {string} */
            status: "created" | "updated" | "unchanged" | "refused";
            id: number | null;
            hostname: string | null;
            errors: {
                field: string;
                reason: string;
            }[];
        };
        MachinePatch: {
            /** @description Host name (RFC 1123) */
            hostname?: string;
            /**
             * @description Free text for people
             * @default
             */
            description?: string;
            /**
             * @description Any key and value of yours
             * @default {}
             * @example {
             *       "rack": "r1"
             *     }
             */
            labels?: {
                [key: string]: string;
            };
            /** @description Its network ports and addresses. PUT: left out keeps those it has */
            nics?: {
                /** @description Hardware address: 08:00:20:8e:48:de, 8:0:20:8e:48:de, 08-00-20-8E-48-DE, 0800.208e.48de or 0800208e48de */
                mac?: string;
                /** @description IPv4 address */
                ip?: string;
                /** @description Client identifier (option 61), which leads here when the MAC does not: octets as 0x… or 01:02:…, or text */
                clientId?: string;
                /** @description UUID of the machine (option 97), which leads here when the MAC does not */
                uuid?: string;
                /** @description Circuit id of its relay or switch (option 82, sub-option 1): octets as 0x… or 01:02:…, or text */
                circuitId?: string;
                /** @description Remote id of its relay or switch (option 82, sub-option 2): octets as 0x… or 01:02:…, or text */
                remoteId?: string;
                /** @description TFTP server (siaddr); the network's when left out */
                nextServer?: string;
                /** @description Further DHCP options, before the network's */
                options?: {
                    code: number;
                    /** @description By the option's shape: an address, a list, a number, a text, …; the tags of option 43 (PXE) and 175 (iPXE) by name */
                    value?: unknown;
                    /**
                     * @description Its octets in hexadecimal, instead of value
                     * @example 0104c0a80001
                     */
                    hex?: string;
                }[];
                /** @description The machine is remote: ARP questions for its ip are answered with the MAC of the router that reaches it */
                proxyArp?: string;
            }[];
            /** @default {} */
            boot?: {
                /**
                 * @description always: from the network; once: install, then from its disk; local: from its disk; paused: booting is refused everywhere
                 * @default always
                 * @enum {string}
                 */
                mode?: "always" | "once" | "local" | "paused";
                /**
                 * @description What it boots; left out: the profile that its labels select, else the network’s
                 * @example debian-12
                 */
                profile?: string;
                /** @description The boot file of each kind of client; default serves every kind that has no key of its own */
                files?: {
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    default?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    bios?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "x86-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "x64-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm32-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm64-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "riscv32-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "riscv64-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "loongarch32-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "loongarch64-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "itanium-efi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "x86-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "x64-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm32-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm64-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "riscv32-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "riscv64-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "loongarch32-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "loongarch64-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "bios-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm-uboot"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm64-uboot"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    powerpc?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "raspberry-pi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    ipxe?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    bootp?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    rarp?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun3"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun3x"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4c"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4d"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4m"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4u"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4us"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4v"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-prep"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-i86pc"?: string | string[];
                };
                /** @description A menu that PXE firmware shows by itself */
                menu?: {
                    /** @default Press F8 for the boot menu */
                    prompt?: string;
                    /**
                     * @description 0: the first item at once; 255: wait for a person
                     * @default 10
                     */
                    timeoutSeconds?: number;
                    items: {
                        /**
                         * @description The line of the menu
                         * @example Install Debian
                         */
                        label: string;
                        /** @description We serve it: the file of each kind of client, as in boot.files */
                        files?: {
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            default?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            bios?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "x86-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "x64-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm32-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm64-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "riscv32-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "riscv64-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "loongarch32-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "loongarch64-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "itanium-efi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "x86-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "x64-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm32-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm64-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "riscv32-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "riscv64-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "loongarch32-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "loongarch64-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "bios-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm-uboot"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm64-uboot"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            powerpc?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "raspberry-pi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            ipxe?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            bootp?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            rarp?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun3"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun3x"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4c"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4d"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4m"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4u"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4us"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4v"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-prep"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-i86pc"?: string | string[];
                        };
                        /**
                         * @description Go on to the firmware's next boot device
                         * @constant
                         */
                        local?: true;
                        /** @description Another boot server answers: its PXE type and addresses */
                        bootServer?: {
                            type: number;
                            addresses: string[];
                        };
                    }[];
                };
                /**
                 * @description Mode proxy: how the machine is told what to boot; found out by trying when left out
                 * @enum {string}
                 */
                strategy?: "direct-file" | "boot-server" | "discovery-control" | "one-entry-menu" | "full-offer";
                /** @description Sun bootparams: server:path of each key */
                bootparams?: {
                    [key: string]: string;
                };
                install?: {
                    /** @description How often the installer may be started without having reported; 1 when left out */
                    attempts?: number;
                    /** @description After how long an installation that was not started is given up; a week when left out */
                    ttlMinutes?: number;
                    /** @description How long a started installer may be silent until you are told; 40 when left out */
                    reportMinutes?: number;
                };
            };
            /** @description Given by the appliance; not used when sent */
            readonly id?: number;
            /** @description Given by the appliance; not used when sent */
            readonly createdAt?: string;
            /** @description Given by the appliance; not used when sent */
            readonly updatedAt?: string;
        };
        Network: {
            id: number;
            name: string;
            cidr: string;
            sharedNetwork: string | null;
            interface: string | null;
            /** @enum {string} */
            mode: "off" | "shadow" | "known" | "pool" | "proxy";
            authoritative: boolean;
            gateway: string | null;
            dns: string[];
            domain: string | null;
            leaseSeconds: number;
            minLeaseSeconds: number | null;
            maxLeaseSeconds: number | null;
            matchClientId: boolean;
            uploads: {
                enabled: boolean;
                maxBytes: number;
            } | null;
            t1Seconds: number | null;
            t2Seconds: number | null;
            nextServer: string | null;
            serverName: string | null;
            relays: string[];
            pools: {
                from: string;
                to: string;
            }[];
            /** @description How full the pools are now; null for a network without pools */
            poolUse: components["schemas"]["PoolUse"] | null;
            excludes: {
                from: string;
                to: string;
            }[];
            boot: {
                profile: string | null;
                unknownProfile: string | null;
                files: {
                    [key: string]: string | string[];
                };
                menu: {
                    prompt: string;
                    timeoutSeconds: number;
                    items: {
                        label: string;
                        files?: {
                            [key: string]: string | string[];
                        };
                        /** @constant */
                        local?: true;
                        bootServer?: {
                            type: number;
                            addresses: string[];
                        };
                    }[];
                } | null;
                unknownClients: boolean;
            };
            rarp: {
                /** @enum {string} */
                profile: "standard" | "solaris" | "bsd";
                /** @enum {string} */
                virtualMachines: "some" | "none" | "all";
            };
            options: {
                code: number;
                value?: unknown;
                hex?: string;
            }[];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        PoolUse: {
            size: number;
            leased: number;
            offered: number;
            quarantined: number;
            /** @description Addresses that nobody holds; those of machines inside the pools are among them */
            free: number;
        };
        NetworkPage: {
            items: components["schemas"]["Network"][];
            nextCursor: string | null;
        };
        NetworkPatch: {
            /**
             * @description Unique, without case
             * @example lab
             */
            name?: string;
            /** @description The network with its prefix length, host bits zero */
            cidr?: string;
            /**
             * @description Networks with the same name here are on one wire
             * @example wire1
             */
            sharedNetwork?: string;
            /**
             * @description Our interface on its wire; the one that has an address in the CIDR when left out
             * @example eth1
             */
            interface?: string;
            /**
             * @description known: answer machines of the inventory; pool: also anybody else, from the pools; proxy: beside another DHCP server, say what to boot; shadow: write down what would have been said; off
             * @default known
             * @enum {string}
             */
            mode?: "off" | "shadow" | "known" | "pool" | "proxy";
            /**
             * @description May clients that ask for an address which is wrong here be told so (DHCPNAK)?
             * @default true
             */
            authoritative?: boolean;
            /** @description The router (option 3) */
            gateway?: string;
            /** @description Name servers (option 6) */
            dns?: string[];
            /** @description Domain name */
            domain?: string;
            /**
             * @description How long a lease lasts (option 51)
             * @default 3600
             */
            leaseSeconds?: number;
            /** @description The shortest lease that a client may ask for; leaseSeconds when left out */
            minLeaseSeconds?: number;
            /** @description The longest lease that a client may ask for; leaseSeconds when left out */
            maxLeaseSeconds?: number;
            /**
             * @description May clients of this network send files by TFTP, which knows no password, into data/tftp-uploads?
             * @example {
             *       "enabled": true,
             *       "maxBytes": 16777216
             *     }
             */
            uploads?: {
                /** @default false */
                enabled?: boolean;
                /** @default 16777216 */
                maxBytes?: number;
            };
            /**
             * @description Are clients that are in no record told apart by their client id (option 61), or, when false, by their MAC alone?
             * @default true
             */
            matchClientId?: boolean;
            /** @description Renewal (option 58); half of the lease when left out */
            t1Seconds?: number;
            /** @description Rebinding (option 59); seven eighths of the lease when left out */
            t2Seconds?: number;
            /** @description TFTP server (siaddr); the appliance when left out */
            nextServer?: string;
            /** @description Name of the TFTP server for boot clients (option 66): a host name or an address */
            serverName?: string;
            /** @description Relays (giaddr) outside the CIDR whose clients live here */
            relays?: string[];
            /** @description Addresses for mode pool */
            pools?: {
                /** @description IPv4 address */
                from: string;
                /** @description IPv4 address */
                to: string;
            }[];
            /** @description Addresses in the pools that nobody gets */
            excludes?: {
                /** @description IPv4 address */
                from: string;
                /** @description IPv4 address */
                to: string;
            }[];
            /** @default {} */
            boot?: {
                /**
                 * @description Modes are set on machines; a network takes "always" or nothing
                 * @constant
                 */
                mode?: "always";
                /** @description The boot file of each kind of client; default serves every kind that has no key of its own */
                files?: {
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    default?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    bios?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "x86-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "x64-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm32-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm64-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "riscv32-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "riscv64-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "loongarch32-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "loongarch64-uefi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "itanium-efi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "x86-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "x64-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm32-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm64-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "riscv32-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "riscv64-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "loongarch32-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "loongarch64-uefi-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "bios-http"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm-uboot"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "arm64-uboot"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    powerpc?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "raspberry-pi"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    ipxe?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    bootp?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    rarp?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun3"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun3x"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4c"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4d"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4m"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4u"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4us"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-sun4v"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-prep"?: string | string[];
                    /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                    "rarp-i86pc"?: string | string[];
                };
                /**
                 * @description For machines that name none and whose labels select none
                 * @example debian-12
                 */
                profile?: string;
                /**
                 * @description What hosts boot that the inventory does not know; left out: nothing
                 * @example debian-12
                 */
                unknownProfile?: string;
                /** @description A menu that PXE firmware shows by itself */
                menu?: {
                    /** @default Press F8 for the boot menu */
                    prompt?: string;
                    /**
                     * @description 0: the first item at once; 255: wait for a person
                     * @default 10
                     */
                    timeoutSeconds?: number;
                    items: {
                        /**
                         * @description The line of the menu
                         * @example Install Debian
                         */
                        label: string;
                        /** @description We serve it: the file of each kind of client, as in boot.files */
                        files?: {
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            default?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            bios?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "x86-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "x64-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm32-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm64-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "riscv32-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "riscv64-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "loongarch32-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "loongarch64-uefi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "itanium-efi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "x86-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "x64-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm32-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm64-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "riscv32-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "riscv64-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "loongarch32-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "loongarch64-uefi-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "bios-http"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm-uboot"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "arm64-uboot"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            powerpc?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "raspberry-pi"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            ipxe?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            bootp?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            rarp?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun3"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun3x"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4c"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4d"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4m"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4u"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4us"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-sun4v"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-prep"?: string | string[];
                            /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                            "rarp-i86pc"?: string | string[];
                        };
                        /**
                         * @description Go on to the firmware's next boot device
                         * @constant
                         */
                        local?: true;
                        /** @description Another boot server answers: its PXE type and addresses */
                        bootServer?: {
                            type: number;
                            addresses: string[];
                        };
                    }[];
                };
                /**
                 * @description Clients that the inventory does not have: in mode proxy they are told what to boot too; in mode pool they get the built-in loaders beside the files and the menu of this network
                 * @default false
                 */
                unknownClients?: boolean;
            };
            /** @default {} */
            rarp?: {
                /**
                 * @description standard: known machines, at once; solaris: those without a boot file here after three seconds; bsd: those without a boot file not at all
                 * @default standard
                 * @enum {string}
                 */
                profile?: "standard" | "solaris" | "bsd";
                /**
                 * @description Whose hosts may announce them with RARP frames: some of the machines, none or all
                 * @default some
                 * @enum {string}
                 */
                virtualMachines?: "some" | "none" | "all";
            };
            /** @description Further DHCP options */
            options?: {
                code: number;
                /** @description By the option's shape: an address, a list, a number, a text, …; the tags of option 43 (PXE) and 175 (iPXE) by name */
                value?: unknown;
                /**
                 * @description Its octets in hexadecimal, instead of value
                 * @example 0104c0a80001
                 */
                hex?: string;
            }[];
            /** @description Given by the appliance; not used when sent */
            readonly id?: number;
            /** @description Given by the appliance; not used when sent */
            readonly createdAt?: string;
            /** @description Given by the appliance; not used when sent */
            readonly updatedAt?: string;
            /** @description Counted by the appliance; not used when sent */
            readonly poolUse?: unknown;
        };
        Profile: {
            id: number;
            name: string;
            description: string;
            kernel: string | null;
            initrds: string[];
            commandLine: string;
            loaders: {
                [key: string]: string | string[];
            };
            matchLabels: {
                [key: string]: string;
            };
            bootparams: {
                [key: string]: string;
            };
            files: {
                [key: string]: string;
            };
            install: {
                [key: string]: number;
            };
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        ProfilePage: {
            items: components["schemas"]["Profile"][];
            nextCursor: string | null;
        };
        ProfilePatch: {
            /**
             * @description Name of a profile
             * @example debian-12
             */
            name?: string;
            /**
             * @description Free text for people
             * @default
             */
            description?: string;
            /** @description A path below the boot file root, or a URL; without one the loaders are all that is given */
            kernel?: string;
            /** @description Initial RAM disks, in the order of loading */
            initrds?: string[];
            /**
             * @description The kernel's command line, a template: {{ machine.hostname }}, {{ server.bootUrl }}, …
             * @default
             * @example auto=true url={{ server.bootUrl }}/profiles/debian-12/preseed.cfg
             */
            commandLine?: string;
            /** @description Loaders by kind of client, instead of the built-in ones */
            loaders?: {
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                default?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                bios?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "x86-uefi"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "x64-uefi"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "arm32-uefi"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "arm64-uefi"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "riscv32-uefi"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "riscv64-uefi"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "loongarch32-uefi"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "loongarch64-uefi"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "itanium-efi"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "x86-uefi-http"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "x64-uefi-http"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "arm32-uefi-http"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "arm64-uefi-http"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "riscv32-uefi-http"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "riscv64-uefi-http"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "loongarch32-uefi-http"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "loongarch64-uefi-http"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "bios-http"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "arm-uboot"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "arm64-uboot"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                powerpc?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "raspberry-pi"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                ipxe?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                bootp?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                rarp?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "rarp-sun3"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "rarp-sun3x"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "rarp-sun4"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "rarp-sun4c"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "rarp-sun4d"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "rarp-sun4m"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "rarp-sun4u"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "rarp-sun4us"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "rarp-sun4v"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "rarp-prep"?: string | string[];
                /** @description A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader */
                "rarp-i86pc"?: string | string[];
            };
            /**
             * @description Machines that have all of these labels get this profile, unless they name one
             * @example {
             *       "rack": "r1"
             *     }
             */
            matchLabels?: {
                [key: string]: string;
            };
            /** @description Sun bootparams: server:path of each key */
            bootparams?: {
                [key: string]: string;
            };
            /**
             * @description Templates, by the name under which a machine of this profile fetches them: profiles/<profile>/<name>
             * @default {}
             * @example {
             *       "preseed.cfg": "d-i netcfg/get_hostname string {{ machine.hostname }}\n"
             *     }
             */
            files?: {
                [key: string]: string;
            };
            install?: {
                /** @description How often the installer may be started without having reported; 1 when left out */
                attempts?: number;
                /** @description After how long an installation that was not started is given up; a week when left out */
                ttlMinutes?: number;
                /** @description How long a started installer may be silent until you are told; 40 when left out */
                reportMinutes?: number;
            };
            /** @description Given by the appliance; not used when sent */
            readonly id?: number;
            /** @description Given by the appliance; not used when sent */
            readonly createdAt?: string;
            /** @description Given by the appliance; not used when sent */
            readonly updatedAt?: string;
        };
        ImportReport: {
            dryRun: boolean;
            counts: {
                create: number;
                update: number;
                same: number;
                conflict: number;
                remove: number;
            };
            machines: {
                hostname: string;
                /** @enum {string} */
                action: "create" | "update" | "same" | "conflict" | "remove";
                changes: string[];
            }[];
            problems: {
                /** @enum {string} */
                file: "ethers" | "hosts" | "bootparams";
                line: number;
                /** @enum {string} */
                level: "error" | "note";
                text: string;
            }[];
        };
        LeasePage: {
            items: components["schemas"]["Lease"][];
            nextCursor: string | null;
        };
        Lease: {
            ip: string;
            network: {
                id: number;
                name: string;
            };
            /** @enum {string} */
            state: "offered" | "leased" | "expired" | "released" | "quarantined";
            mac: string | null;
            /** @description Option 61 in hexadecimal */
            clientId: string | null;
            machineId: number | null;
            /** @description What the client calls itself (option 12) */
            hostname: string | null;
            vendorClass: string | null;
            /** @description Option 82 in hexadecimal */
            relayAgent: string | null;
            /** @description The same, sub-option by sub-option; circuitId and remoteId of a NIC take text or hex of 1 and 2 */
            relayAgentParts: components["schemas"]["RelayAgentPart"][];
            /** Format: date-time */
            since: string;
            /** @description The end of the offer, the lease or the quarantine */
            until: string | null;
            reason: string | null;
        };
        RelayAgentPart: {
            code: number;
            /** @example circuit id */
            name: string | null;
            /**
             * @description Its value where that is text or an address
             * @example Gi0/3
             */
            text: string | null;
            hex: string;
        };
        TimelinePage: {
            items: components["schemas"]["TimelineEvent"][];
            nextCursor: string | null;
        };
        TimelineEvent: {
            /** @description Grows with time */
            id: number;
            /**
             * @description When it happened, RFC 3339
             * @example 2026-11-20T10:02:11.042Z
             */
            at: string;
            /** @description When it last repeated; the same as `at` when it did not */
            lastAt: string;
            /** @description How often it came in these words, 1 or more */
            repeats: number;
            /**
             * @example rarp
             * @example dhcp
             * @example tftp
             */
            protocol: string;
            /** @example DHCPDISCOVER -> DHCPOFFER */
            what: string;
            /** @enum {string} */
            outcome: "answered" | "silent" | "noted";
            /** @description Why there was no answer, as a code */
            reason: string | null;
            /** @description All of it in words */
            sentence: string;
            /** @description What to do about it, when there was no answer */
            cure: string | null;
            mac: string | null;
            ip: string | null;
            interface: string | null;
            detail: {
                [key: string]: unknown;
            };
        };
        InstallPage: {
            items: components["schemas"]["Install"][];
            nextCursor: string | null;
        };
        Install: {
            machineId: number;
            hostname: string;
            /** @enum {string} */
            mode: "always" | "once" | "local" | "paused";
            profile: string | null;
            /** @enum {string} */
            state: "idle" | "offered" | "loader" | "installing" | "stalled" | "done" | "failed" | "expired" | "loop-broken";
            since: string | null;
            /** @description When the installation was asked for */
            armedAt: string | null;
            /** @description How often the installer was started since */
            starts: number;
            /** @description How often it may be started */
            attempts: number;
            /** @description The last sign of life of the installer */
            heardAt: string | null;
            /** @description Loaders of its list that came to nothing here, and are passed over */
            failedLoaders: string[];
            /** @description Its last words */
            message: string;
            /** @description All of it in words */
            sentence: string;
            transitions: {
                /** Format: date-time */
                at: string;
                /** @enum {string} */
                from: "idle" | "offered" | "loader" | "installing" | "stalled" | "done" | "failed" | "expired" | "loop-broken";
                /** @enum {string} */
                to: "idle" | "offered" | "loader" | "installing" | "stalled" | "done" | "failed" | "expired" | "loop-broken";
                because: string;
            }[];
        };
        RecipeList: {
            items: {
                name: string;
                description: string;
                from: string;
            }[];
        };
        AddedRecipe: {
            name: string;
            from: string;
            files: {
                path: string;
                size: number;
                sha256: string;
                /** @description Did a list of check sums confirm it? */
                checked: boolean;
            }[];
            profile: components["schemas"]["Profile"];
        };
        SightingPage: {
            items: components["schemas"]["Sighting"][];
            nextCursor: string | null;
        };
        Sighting: {
            mac: string;
            /** @description The card's maker by the IEEE's list */
            vendor: string | null;
            /** Format: date-time */
            firstSeenAt: string;
            /** Format: date-time */
            lastSeenAt: string;
            /** @description How many packets it sent */
            times: number;
            interface: string | null;
            /** @description How it asked last */
            protocol: string;
            /** @description What it said last */
            what: string;
            /** @description The address that it had or was given last */
            ip: string | null;
            /** @description architecture, relay, vendor class, … */
            detail: {
                [key: string]: unknown;
            };
        };
        PersonalityList: {
            items: components["schemas"]["Personality"][];
        };
        Personality: {
            /**
             * @description firmware: its own network boot; system: an operating system that asks for an address alone
             * @enum {string}
             */
            kind: "firmware" | "ipxe" | "installer" | "system" | "bootp";
            mac: string | null;
            /** @description Option 61 in hexadecimal */
            clientId: string | null;
            /** @description The same in words */
            clientIdText: string | null;
            /** @description Option 60 */
            vendorClass: string | null;
            /** @description Option 77 */
            userClass: string | null;
            /** @description Option 97, octets in the order in which they were sent */
            uuid: string | null;
            /** @description Option 93 */
            architecture: string | null;
            /** @description The address that it was given or confirmed last */
            ip: string | null;
            /** Format: date-time */
            firstSeenAt: string;
            /** Format: date-time */
            lastSeenAt: string;
            /** @description How many of its requests were answered */
            times: number;
        };
        DecodeView: {
            packets: {
                number: number;
                /** @description RFC 3339; null where the file does not say */
                at: string | null;
                vlans: number[];
                /** @description who speaks to whom */
                route: string;
                /** @description the packet, a line for each of its fields */
                words: string;
            }[];
            /** @description why the file could not be read to its end */
            problem: string | null;
        };
        ExplainView: {
            machine: {
                id: number;
                hostname: string;
            } | null;
            steps: components["schemas"]["ExplainStep"][];
            fetches: components["schemas"]["ExplainFetch"][];
        };
        ExplainStep: {
            title: string;
            interface: string;
            asked: {
                hex: string;
                words: string;
            };
            policies: {
                policy: string;
                said: string;
            }[];
            /** @enum {string} */
            outcome: "answered" | "silent";
            reason: string | null;
            sentence: string;
            cure: string | null;
            /** @description what would be sent: a whole frame for RARP, else a UDP payload */
            answer: {
                hex: string;
                words: string;
                to: string;
                afterMilliseconds: number;
            } | null;
        };
        ExplainFetch: {
            /** @enum {string} */
            protocol: "tftp" | "http";
            path: string;
            /** @description the address that asks */
            from: string;
            /** @enum {string} */
            outcome: "answered" | "silent";
            reason: string | null;
            sentence: string;
            cure: string | null;
            /** @description TFTP: the ERROR packet in hexadecimal, or OACK or DATA; HTTP: the status */
            answer: string;
            size: number | null;
        };
        ArpAnnounced: {
            announced: {
                interface: string;
                address: string;
            }[];
        };
        OfferStrategy: {
            id: number;
            architecture: number | null;
            undi: string | null;
            vendorClass: string | null;
            parameters: string | null;
            oui: string | null;
            /** @enum {string} */
            strategy: "direct-file" | "boot-server" | "discovery-control" | "one-entry-menu" | "full-offer";
            learned: boolean;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        OfferStrategyPage: {
            items: components["schemas"]["OfferStrategy"][];
            nextCursor: string | null;
        };
        OfferStrategyPatch: {
            /**
             * @description Option 93
             * @example 7
             */
            architecture?: number;
            /**
             * @description Version of the network driver (option 94)
             * @example 3.16
             */
            undi?: string;
            /**
             * @description Option 60 before its first colon
             * @example PXEClient
             */
            vendorClass?: string;
            /**
             * @description Option 55 in the order sent
             * @example 1,3,43,60
             */
            parameters?: string;
            /** @description First three octets of the hardware address */
            oui?: string;
            /**
             * @description How such clients are told what to boot
             * @enum {string}
             */
            strategy?: "direct-file" | "boot-server" | "discovery-control" | "one-entry-menu" | "full-offer";
            /** @description Given by the appliance; not used when sent */
            readonly id?: number;
            /** @description Found out by trying; not used when sent */
            readonly learned?: boolean;
            /** @description Given by the appliance; not used when sent */
            readonly createdAt?: string;
            /** @description Given by the appliance; not used when sent */
            readonly updatedAt?: string;
        };
        OtherServerList: {
            items: components["schemas"]["OtherServer"][];
        };
        OtherServer: {
            /** @description Its address: option 54, else where its packet came from */
            server: string;
            /** @description Who sent the frame: the server, or the router or relay in front of it */
            mac: string;
            /** @description Who made that card */
            maker: string | null;
            interface: string;
            /** @example DHCPOFFER */
            lastAnswer: string;
            /**
             * @example [
             *       "address 10.79.0.120",
             *       "boot file pxelinux.0 from 10.79.0.250"
             *     ]
             */
            offers: string[];
            /** @description The MAC that it answered last */
            lastClient: string | null;
            /** @description A network on this wire is in mode proxy: another server is right here */
            expected: boolean;
            answers: number;
            /** Format: date-time */
            firstSeen: string;
            /** Format: date-time */
            lastSeen: string;
        };
        Boots: {
            items: components["schemas"]["Boot"][];
        };
        Boot: {
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            lastAt: string;
            verdict: {
                /** @enum {string} */
                state: "booted" | "from-disk" | "on-its-way" | "failed" | "stalled" | "noise";
                /**
                 * @description docs/diagnoses.md has them all
                 * @example missing-file
                 * @example mac-wrong
                 */
                rule: string;
                /** @enum {string} */
                sure: "certain" | "likely" | "possible";
                sentence: string;
                cure: string;
                evidence: components["schemas"]["BootEvidence"][];
            };
            /** @description What else was found: lesser causes, and oddities that are normal */
            notes: {
                /** @enum {string} */
                kind: "fault" | "trouble" | "normal";
                /**
                 * @description docs/diagnoses.md has them all
                 * @example missing-file
                 * @example mac-wrong
                 */
                rule: string;
                /** @enum {string} */
                sure: "certain" | "likely" | "possible";
                sentence: string;
                cure: string;
                evidence: components["schemas"]["BootEvidence"][];
            }[];
            stages: {
                /** @enum {string} */
                stage: "asked" | "offered" | "requested" | "acknowledged" | "boot-server" | "size-probe" | "loader-opened" | "loader-fetched" | "second-dhcp" | "bootparams" | "script" | "kernel" | "initrd" | "installer" | "done";
                words: string;
                /** Format: date-time */
                at: string;
                /** @description Since the step before it */
                seconds: number;
                /** @description What a healthy client takes at most */
                healthySeconds: number;
                late: boolean;
                event: number;
            }[];
            /** @description Events of the timeline that belong to it */
            events: number;
        };
        BootEvidence: {
            /** @description Of the event on the timeline */
            id: number;
            /** Format: date-time */
            at: string;
            repeats: number;
            sentence: string;
        };
        Diagnoses: {
            /** @description null when no machine has this hardware address */
            machineId: number | null;
            hostname: string | null;
            /** @description For an unknown hardware address: the machine whose address is nearly the same */
            nearest: components["schemas"]["NearMachine"] | null;
            items: components["schemas"]["Diagnosis"][];
        };
        NearMachine: {
            /** @example 08:00:20:8e:48:dd */
            mac: string;
            machineId: number;
            hostname: string;
            /** @example one digit differs */
            how: string;
        };
        Diagnosis: {
            /**
             * @example mac-wrong
             * @example address-missing
             * @example wrong-wire
             * @example not-serving
             */
            name: string;
            /** @enum {string} */
            sure: "certain" | "likely" | "possible";
            sentence: string;
            cure: string;
        };
        NewWebhook: {
            id: number;
            url: string;
            events: ("boot-failed" | "boot-stalled" | "boot-done" | "install" | "address-conflict" | "other-server")[];
            active: boolean;
            /** @description Why the appliance itself switched it off */
            disabledBecause: string | null;
            /** Format: date-time */
            failingSince: string | null;
            /** Format: date-time */
            createdAt: string;
            /** @description Shown this once */
            secret: string;
        };
        WebhookList: {
            items: components["schemas"]["Webhook"][];
        };
        Webhook: {
            id: number;
            url: string;
            events: ("boot-failed" | "boot-stalled" | "boot-done" | "install" | "address-conflict" | "other-server")[];
            active: boolean;
            /** @description Why the appliance itself switched it off */
            disabledBecause: string | null;
            /** Format: date-time */
            failingSince: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        WebhookDeliveryList: {
            items: components["schemas"]["WebhookDelivery"][];
        };
        WebhookDelivery: {
            /** @description In the header x-reveille-delivery */
            id: number;
            event: string;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            state: "waiting" | "delivered" | "given-up";
            attempts: number;
            /** Format: date-time */
            toldAt: string | null;
            /** Format: date-time */
            nextAt: string | null;
            status: number | null;
            problem: string | null;
            body: {
                [key: string]: unknown;
            };
        };
        WebhookTest: {
            delivered: boolean;
            status: number | null;
            problem: string | null;
        };
        Probe: {
            interface: string;
            mac: string;
            offers: {
                server: string;
                ours: boolean;
                /** @description Was the question that of PXE firmware? */
                option60: boolean;
                /** @description null: it gives none, as a proxy */
                address: string | null;
                nextServer: string | null;
                file: string | null;
                /** @description Does it answer as a boot server, with option 60 of its own? */
                pxe: boolean;
                /** @description option 43 in words: discovery control, boot servers, menu */
                vendorOptions: string | null;
                afterMilliseconds: number;
            }[];
            /** @description who was asked on port 4011, as PXE firmware asks that an offer sends there, and the answer */
            bootServers: {
                /** @description whose port 4011 was asked */
                server: string;
                ours: boolean;
                /** @description whose offer sends firmware there */
                sentBy: string;
                /** @description the type of boot server that was asked for; null: the file itself */
                type: number | null;
                /** @description the line of the menu */
                label: string | null;
                /** @description null: nothing came from its port 4011 */
                answer: {
                    server: string;
                    ours: boolean;
                    /** @description null: it gives none, as a proxy */
                    address: string | null;
                    nextServer: string | null;
                    file: string | null;
                    /** @description Does it answer as a boot server, with option 60 of its own? */
                    pxe: boolean;
                    /** @description option 43 in words: discovery control, boot servers, menu */
                    vendorOptions: string | null;
                    afterMilliseconds: number;
                } | null;
            }[];
            file: {
                /** @enum {string} */
                protocol: "tftp" | "http";
                server: string;
                name: string;
                size: number;
                sha256: string | null;
                milliseconds: number;
                /** @description why it was not read to its end */
                problem: {
                    /** @enum {string} */
                    cause: "absent" | "refused" | "closed" | "silent" | "broken-off" | "unfit";
                    words: string;
                } | null;
            } | null;
            ok: boolean;
            sentence: string;
            cure: string;
        };
        BootFilePage: {
            items: components["schemas"]["BootFile"][];
            nextCursor: string | null;
        };
        BootFile: {
            path: string;
            /** @description Octets; null for what is made when a machine asks for it */
            size: number | null;
            /** @description In hexadecimal. Null for a template, and in a list while it is still being computed: the record of the one file waits for it. */
            sha256: string | null;
            /** Format: date-time */
            modifiedAt: string | null;
            /** @description tftpboot, uploads, built-in or system (a package of the host) */
            source: string;
            /** @description The template that it is rendered from */
            template: string | null;
            /** @description The source whose file of this name is served instead */
            shadowedBy: string | null;
            /** @description Why it lies there and is not served */
            problem: string | null;
            lastFetch: {
                /** Format: date-time */
                at: string;
                address: string;
                machineId: number | null;
                hostname: string | null;
            } | null;
        };
        BootFileRecord: {
            path: string;
            /** @description Octets; null for what is made when a machine asks for it */
            size: number | null;
            /** @description In hexadecimal. Null for a template, and in a list while it is still being computed: the record of the one file waits for it. */
            sha256: string | null;
            /** Format: date-time */
            modifiedAt: string | null;
            /** @description tftpboot, uploads, built-in or system (a package of the host) */
            source: string;
            /** @description The template that it is rendered from */
            template: string | null;
            /** @description The source whose file of this name is served instead */
            shadowedBy: string | null;
            /** @description Why it lies there and is not served */
            problem: string | null;
            lastFetch: {
                /** Format: date-time */
                at: string;
                address: string;
                machineId: number | null;
                hostname: string | null;
            } | null;
            /** @description Files of this name that other sources have */
            hides: components["schemas"]["BootFile"][];
        };
        UploadedBootFile: {
            path: string;
            size: number;
            sha256: string;
        };
        /** @description text is null for a file that is served as it is */
        RenderedFile: {
            path: string;
            source: string;
            template: string | null;
            once: boolean;
            corrections: string[];
            size: number;
            text: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "Caller.caller": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Caller"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Tokens.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenList"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Tokens.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenInput"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewToken"];
                };
            };
            /** @description The request could not be read (malformed JSON, no body) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another record has what this one asks for; errors[] names it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Tokens.remove": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Audit.list": {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 1000 */
                limit?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description Only what this token did */
                who?: string;
                /** @description Only what was done to this path */
                path?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Backup.make": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another record has what this one asks for; errors[] names it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Machines.list": {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 1000 */
                limit?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description This host name, without case */
                hostname?: string;
                /** @description Hardware address: 08:00:20:8e:48:de, 8:0:20:8e:48:de, 08-00-20-8E-48-DE, 0800.208e.48de or 0800208e48de */
                mac?: string;
                /** @description IPv4 address */
                ip?: string;
                /** @description key:value; several must all hold */
                label?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MachinePage"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Machines.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MachineInput"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Machine"];
                };
            };
            /** @description The request could not be read (malformed JSON, no body) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another record has what this one asks for; errors[] names it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Machines.upsert": {
        parameters: {
            query?: {
                /** @description true: only say what would be done */
                dryRun?: "true" | "false";
                /** @description true: write nothing when any row is refused */
                atomic?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkInput"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResult"];
                };
            };
            /** @description The request could not be read (malformed JSON, no body) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another record has what this one asks for; errors[] names it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An error */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Machines.getByMac": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                mac: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Machine"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Machines.putByMac": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                mac: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MachineInput"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Machine"];
                };
            };
            /** @description Added */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Machine"];
                };
            };
            /** @description The request could not be read (malformed JSON, no body) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another record has what this one asks for; errors[] names it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Machines.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Machine"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Machines.remove": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Machines.patch": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/merge-patch+json": components["schemas"]["MachinePatch"];
                "application/json": components["schemas"]["MachinePatch"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Machine"];
                };
            };
            /** @description The request could not be read (malformed JSON, no body) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another record has what this one asks for; errors[] names it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Networks.list": {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 1000 */
                limit?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description This name, without case */
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NetworkPage"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Networks.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NetworkInput"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Network"];
                };
            };
            /** @description The request could not be read (malformed JSON, no body) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another record has what this one asks for; errors[] names it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Networks.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Network"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Networks.remove": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another record has what this one asks for; errors[] names it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Networks.patch": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/merge-patch+json": components["schemas"]["NetworkPatch"];
                "application/json": components["schemas"]["NetworkPatch"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Network"];
                };
            };
            /** @description The request could not be read (malformed JSON, no body) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another record has what this one asks for; errors[] names it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Profiles.list": {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 1000 */
                limit?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description This name */
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfilePage"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Profiles.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileInput"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description The request could not be read (malformed JSON, no body) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another record has what this one asks for; errors[] names it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Profiles.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Profiles.remove": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another record has what this one asks for; errors[] names it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Profiles.patch": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/merge-patch+json": components["schemas"]["ProfilePatch"];
                "application/json": components["schemas"]["ProfilePatch"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description The request could not be read (malformed JSON, no body) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Import.import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Import"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            /** @description The request could not be read (malformed JSON, no body) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another record has what this one asks for; errors[] names it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Import.ethers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Import.hosts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Import.bootparams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Leases.list": {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 1000 */
                limit?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description Name of a network, without case */
                network?: string;
                state?: "offered" | "leased" | "expired" | "released" | "quarantined";
                /** @description Hardware address: 08:00:20:8e:48:de, 8:0:20:8e:48:de, 08-00-20-8E-48-DE, 0800.208e.48de or 0800208e48de */
                mac?: string;
                /** @description IPv4 address */
                ip?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeasePage"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Leases.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ip: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lease"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Leases.end": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ip: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "PoolUse.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoolUse"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Timeline.ofMachine": {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 1000 */
                limit?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description Only what happened at or after this time */
                since?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelinePage"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Timeline.all": {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 1000 */
                limit?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description Only what happened at or after this time */
                since?: string;
                /** @description Hardware address: 08:00:20:8e:48:de, 8:0:20:8e:48:de, 08-00-20-8E-48-DE, 0800.208e.48de or 0800208e48de */
                mac?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelinePage"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Timeline.stream": {
        parameters: {
            query?: {
                /** @description Only what happens to the machine with this id */
                machine?: string;
                /** @description Hardware address: 08:00:20:8e:48:de, 8:0:20:8e:48:de, 08-00-20-8E-48-DE, 0800.208e.48de or 0800208e48de */
                mac?: string;
                /** @description Begin after the event with this id; left out: from now on */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Installs.list": {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 1000 */
                limit?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description Only installations in this state */
                state?: "idle" | "offered" | "loader" | "installing" | "stalled" | "done" | "failed" | "expired" | "loop-broken";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstallPage"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Installs.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Install"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Installs.start": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InstallInput"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Install"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another record has what this one asks for; errors[] names it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Reports.done": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Reports.failed": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Reports.progress": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Recipes.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecipeList"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Recipes.add": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecipeInput"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedRecipe"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another record has what this one asks for; errors[] names it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Sightings.list": {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 1000 */
                limit?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SightingPage"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Sightings.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                mac: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sighting"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Sightings.remove": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                mac: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Sightings.adopt": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                mac: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdoptionInput"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Machine"];
                };
            };
            /** @description The request could not be read (malformed JSON, no body) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another record has what this one asks for; errors[] names it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Personalities.list": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonalityList"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Decode.decode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecodeInput"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecodeView"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Explain.explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExplainInput"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExplainView"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Arp.announce": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ArpAnnounceInput"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArpAnnounced"];
                };
            };
            /** @description The request could not be read (malformed JSON, no body) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "OfferStrategies.list": {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 1000 */
                limit?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferStrategyPage"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "OfferStrategies.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OfferStrategyInput"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferStrategy"];
                };
            };
            /** @description The request could not be read (malformed JSON, no body) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another record has what this one asks for; errors[] names it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "OfferStrategies.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferStrategy"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "OfferStrategies.remove": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "OfferStrategies.patch": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/merge-patch+json": components["schemas"]["OfferStrategyPatch"];
                "application/json": components["schemas"]["OfferStrategyPatch"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferStrategy"];
                };
            };
            /** @description The request could not be read (malformed JSON, no body) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another record has what this one asks for; errors[] names it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "OtherServers.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OtherServerList"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "HttpBoot.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Boots.ofMachine": {
        parameters: {
            query?: {
                /** @description How many boots at most, the newest first */
                limit?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Boots"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Boots.ofMac": {
        parameters: {
            query?: {
                /** @description Hardware address: 08:00:20:8e:48:de, 8:0:20:8e:48:de, 08-00-20-8E-48-DE, 0800.208e.48de or 0800208e48de */
                mac?: string;
                /** @description How many boots at most, the newest first */
                limit?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Boots"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Diagnoses.ofMachine": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Diagnoses"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Diagnoses.ofMac": {
        parameters: {
            query?: {
                /** @description Hardware address: 08:00:20:8e:48:de, 8:0:20:8e:48:de, 08-00-20-8E-48-DE, 0800.208e.48de or 0800208e48de */
                mac?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Diagnoses"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Captures.ofMachine": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another record has what this one asks for; errors[] names it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Captures.ofMac": {
        parameters: {
            query?: {
                /** @description Hardware address: 08:00:20:8e:48:de, 8:0:20:8e:48:de, 08-00-20-8E-48-DE, 0800.208e.48de or 0800208e48de */
                mac?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another record has what this one asks for; errors[] names it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Webhooks.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookList"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Webhooks.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookInput"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewWebhook"];
                };
            };
            /** @description The request could not be read (malformed JSON, no body) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another record has what this one asks for; errors[] names it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Webhooks.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Webhooks.remove": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An error */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Webhooks.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPatch"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description The request could not be read (malformed JSON, no body) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An error */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Webhooks.deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryList"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Webhooks.test": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookTest"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Probe.probe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProbeInput"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Probe"];
                };
            };
            /** @description The request could not be read (malformed JSON, no body) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another record has what this one asks for; errors[] names it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Metrics.read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Health.live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Health.ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "BootFiles.list": {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 1000 */
                limit?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description Only files whose path contains this, in any case of letters */
                search?: string;
                /** @description Only files of this source: tftpboot, uploads, built-in, system */
                source?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BootFilePage"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "BootFiles.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BootFileRecord"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "BootFiles.put": {
        parameters: {
            query?: {
                /** @description SHA-256 of the file in hexadecimal; checked before the file is kept */
                sha256?: string;
            };
            header?: never;
            path: {
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadedBootFile"];
                };
            };
            /** @description Added */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadedBootFile"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another record has what this one asks for; errors[] names it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An error */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "BootFiles.remove": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "MachineFiles.render": {
        parameters: {
            query?: {
                /** @description The file as the machine would ask for it */
                path?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RenderedFile"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is wrong; errors[] names each field and the reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "MachineFiles.forget": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
