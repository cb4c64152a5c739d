/** A worker that cannot begin, as one whose memory or whose module is not there. */
throw new Error("this worker cannot begin");
