/** How much is measured: `quick` to see where things stand, `full` for what is written down, `smoke` to see that it runs. */
export type Form = {
  rounds: number;
  seconds: number;
  /** How long each of the two loads lasts that a server is warmed with, in seconds. */
  warm: number;
  receivers: readonly [number, number];
  smallRooms: number;
  edits: number;
  restarts: number;
  rooms: number;
  connections: number;
  kills: number;
  killsOfPeers: number;
  /** Peers write a room to disk some seconds after the last edit. In ms. */
  settle: number;
  peers: boolean;
};

export const forms = {
  smoke: {
    rounds: 1,
    seconds: 0.5,
    warm: 0.2,
    receivers: [5, 10],
    smallRooms: 5,
    edits: 1_000,
    restarts: 1,
    rooms: 2,
    connections: 20,
    kills: 1,
    killsOfPeers: 0,
    settle: 0,
    peers: false,
  },
  quick: {
    rounds: 1,
    seconds: 2,
    warm: 3,
    receivers: [50, 200],
    smallRooms: 250,
    edits: 20_000,
    restarts: 1,
    rooms: 100,
    connections: 1_000,
    kills: 3,
    killsOfPeers: 1,
    settle: 13_000,
    peers: true,
  },
  full: {
    rounds: 2,
    seconds: 3,
    warm: 5,
    receivers: [50, 200],
    smallRooms: 500,
    edits: 120_000,
    restarts: 2,
    rooms: 1_000,
    connections: 5_000,
    kills: 10,
    killsOfPeers: 3,
    settle: 13_000,
    peers: true,
  },
} as const satisfies Record<string, Form>;
